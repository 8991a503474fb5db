# A veth pair between this namespace and one of its own; sourced by the network tests.
# Sets $ns and $veth (our end, 10.99.N.1; the other end is 10.99.N.2 in $ns).
# shellcheck shell=sh
command -v ip > /dev/null || skip "no ip: apt-get install iproute2"
ns=wbns$$ veth=wbv$$ net=10.99.$(($$ % 250))
cleanup() {
	ip link del "$veth" 2> /dev/null
	ip netns del "$ns" 2> /dev/null
}
ip netns add "$ns" 2> /dev/null || skip "network namespaces cannot be made here"
ip link add "$veth" type veth peer name "$veth"p netns "$ns" 2> /dev/null ||
	skip "veth pairs cannot be made here"
ip addr add "$net.1/24" dev "$veth"
ip link set "$veth" up
ip -n "$ns" addr add "$net.2/24" dev "$veth"p
ip -n "$ns" link set "$veth"p up
ip -n "$ns" link set lo up

# Sends N datagrams of SIZE bytes of payload from the namespace to our end.
send_packets() { # N SIZE
	nsenter --net="/run/netns/$ns" python3 -c '
import socket, sys
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for _ in range(int(sys.argv[2])):
    s.sendto(b"x" * int(sys.argv[3]), (sys.argv[1], 9))' "$net.1" "$1" "$2"
}
