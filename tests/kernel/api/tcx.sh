#!/bin/sh
# tcx with whatever libbpf wbcc is linked with.  It has no native twin where libbpf is too old.
example=tcx
. "$(dirname "$0")/../lib.sh"
need_kernel
command -v ping > /dev/null || command -v bash > /dev/null || skip "neither ping nor bash to make packets"
kind=program
"$WBCC" build "$WBCC_SOURCE/tests/kernel/api/tcx" -o "$work/program" > "$work/err" 2>&1 || die "wbcc build failed"
ip link set lo up 2> /dev/null
while :; do bash -c 'echo x > /dev/udp/127.0.0.1/9' 2> /dev/null; sleep 0.05; done &
sender=$!
cleanup() { kill $sender 2> /dev/null; }
timeout 60 "$work/program/tcx" > "$work/out" 2> "$work/err"
status=$?
[ $status = 0 ] || {
	grep -qi 'invalid argument' "$work/err" && case $(uname -r) in
	[1-5].* | 6.[0-5].*) skip "this kernel has no tcx (Linux 6.6)" ;;
	esac
	die "exit status $status"
}
echo "ok $example: $(cat "$work/out")"
