#!/bin/sh
# sockfilter: a raw packet socket's filter reports datagrams with addresses, ports and length.
. "$(dirname "$0")/lib.sh"
need_kernel
. "$(dirname "$0")/veth.sh"

check() {
	tool '^Watching' "$veth"
	send_packets 3 50
	wait_for "^protocol 17 $net\.2:[0-9]+ -> $net\.1:9 length 92\$" # 14 + 20 + 8 + 50
	finish INT 0
	[ "$(grep -c "$net\.1:9 length 92" "$work/out")" = 3 ] || die "not the three datagrams"
}
main sockfilter
