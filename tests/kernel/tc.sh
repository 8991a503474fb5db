#!/bin/sh
# tc: what enters a veth is counted in global variables that user space reads live.
. "$(dirname "$0")/lib.sh"
need_kernel
. "$(dirname "$0")/veth.sh"

check() {
	tool '^Counting' "$veth"
	send_packets 20 100
	sleep 0.3
	finish INT 0
	packets=$(sed -nE 's/^([0-9]+) packets.*/\1/p' "$work/out")
	bytes=$(sed -nE 's/.* ([0-9]+) bytes$/\1/p' "$work/out")
	[ "${packets:-0}" -ge 20 ] || die "$packets packets counted, at least 20 sent"
	[ "${bytes:-0}" -ge 2840 ] || die "$bytes bytes counted, at least 2840 sent"
	! tc qdisc show dev "$veth" 2> /dev/null | grep -q clsact || die "the hook was left behind"
}
main tc
