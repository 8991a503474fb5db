#!/bin/sh
# xdp: datagrams that cross a veth pair are counted with their bytes.
. "$(dirname "$0")/lib.sh"
need_kernel
. "$(dirname "$0")/veth.sh"

check() {
	tool '^Counting' "$veth"
	send_packets 25 100
	sleep 0.3
	finish INT 0
	expect '^protocol 17 +25 packets +3550 bytes$' # 25 * (14 + 20 + 8 + 100)
}
main xdp
