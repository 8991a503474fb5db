#!/bin/sh
# lsm: rmdir of a protected name is refused, of another name it works; refusals are counted.
. "$(dirname "$0")/lib.sh"
need_native_start lsm '^Protecting' "BPF LSM programs" wbprotected
grep -q bpf /sys/kernel/security/lsm 2> /dev/null || skip "bpf is not among this kernel's LSMs"

check() {
	mkdir -p "$work/wbprotected" "$work/other"
	tool '^Protecting' wbprotected
	! rmdir "$work/wbprotected" 2> /dev/null || die "the folder could be removed"
	rmdir "$work/other" || die "another folder could not be removed"
	finish INT 0
	expect '^1 refused$'
	rmdir "$work/wbprotected" || die "still protected after the end"
}
main lsm
