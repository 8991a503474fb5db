#!/bin/sh
# bootstrap_legacy: a process with a known name gives an EXEC and an EXIT line.
. "$(dirname "$0")/lib.sh"
need_tracefs
name=wbl$$

check() {
	cp /bin/sh "$work/$name"
	tool '^EVENT'
	"$work/$name" -c 'sleep 0.1; exit 5' &
	pid=$!
	wait $pid
	wait_for "^EXIT $name +$pid +$$ +\[5\] \([1-9][0-9]*ms\)\$"
	expect "^EXEC $name +$pid +$$ +$work/$name\$"
	finish INT 0
}
main bootstrap_legacy
