#!/bin/sh
# sockops: a connection made by a process of a cgroup is reported from both of its ends.
. "$(dirname "$0")/lib.sh"
need_kernel
mkdir -p "$work/cg"
mount -t cgroup2 none "$work/cg" 2> /dev/null || skip "cgroup2 cannot be mounted"
group=$work/cg/wbcc$$
cleanup() {
	rmdir "$group" 2> /dev/null
	umount "$work/cg" 2> /dev/null
}
mkdir "$group" || exit 1
run_options="--dir=$work/cg"

check() {
	tool '^Watching' "$group"
	port=$(sh -c 'echo $$ > "$1/cgroup.procs"; exec python3 -c "
import socket
l = socket.socket(); l.bind((\"127.0.0.1\", 0)); l.listen()
c = socket.create_connection(l.getsockname()); l.accept()
print(l.getsockname()[1])"' sh "$group")
	wait_for "^ACCEPT .* local port $port\$"
	expect "^CONNECT 127\.0\.0\.1:$port local port [0-9]+\$"
	finish INT 0
}
main sockops
