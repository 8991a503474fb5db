#!/bin/sh
# What a user reads when a program cannot be loaded or attached.
example=messages
. "$(dirname "$0")/../lib.sh"
need_kernel
need_tracefs
kind=program
"$WBCC" build "$WBCC_SOURCE/tests/kernel/api/messages" -o "$work/program" > "$work/err" 2>&1 ||
	die "wbcc build failed"
chmod 755 "$work" "$work/program"

fails() { # STATUS ARGS...
	want=$1
	shift
	"$@" > "$work/out" 2> "$work/err"
	status=$?
	[ $status = "$want" ] || die "$*: exit status $status, expected $want"
	[ ! -s "$work/out" ] || die "$*: prints to standard output"
}
says() { grep -qE -- "$1" "$work/err" || die "no message matches '$1'"; }

fails 3 "$work/program/messages" rejected
says 'BEGIN PROG LOAD LOG'
says "^wbcc: object 'messages_bpf': program 'rejected' is rejected by the verifier at instruction [0-9]+, in return \*value;.*: R[0-9] invalid mem access 'map_value_or_null'\$"

fails 4 "$work/program/messages" target
says "libbpf: .*sched/no_such_event"
says "libbpf: prog 'no_target': failed to auto-attach: -2"

fails 0 "$work/program/messages" names

if command -v setpriv > /dev/null; then
	fails 3 setpriv --reuid=65534 --regid=65534 --clear-groups "$work/program/messages"
	says "^wbcc: object 'messages_bpf' cannot be loaded: not enough privileges: run as root"
fi
if unshare -m true 2> /dev/null; then
	fails 3 unshare -m sh -c "mount -t tmpfs none /sys/kernel/btf && '$work/program/messages' rejected"
	says 'cannot be loaded: this kernel shows no BTF'
fi
echo "ok $example"
