#!/bin/sh
# bootstrap: a process with a known name gives one EXEC line and one EXIT line with the right
# pid, ppid, exit code and a duration; -d filters short ones in the kernel.
. "$(dirname "$0")/lib.sh"
need_tracefs
name=wbt$$

check() {
	cp /bin/sh "$work/$name"
	tool '^TIME'
	"$work/$name" -c 'sleep 0.2; exit 42' &
	pid=$!
	wait $pid
	wait_for "EXIT +$name +$pid "
	expect "^[0-9]{2}:[0-9]{2}:[0-9]{2} EXEC +$name +$pid +$$ +$work/$name\$"
	expect "^[0-9]{2}:[0-9]{2}:[0-9]{2} EXIT +$name +$pid +$$ +\[42\] \([0-9]+ms\)\$"
	ms=$(sed -nE "s/.* EXIT +$name +$pid .*\(([0-9]+)ms\)\$/\1/p" "$work/out")
	[ "$ms" -ge 200 ] && [ "$ms" -lt 20000 ] || die "a duration of $ms ms for a process of 200 ms"
	[ "$(date +%H)" = "$(sed -nE "s/^([0-9]{2}):.* EXIT +$name .*/\1/p" "$work/out" | head -n 1)" ] ||
		[ "$(date +%M)" = 00 ] || die "not the local hour"
	finish INT 0

	tool '^TIME' -d 400
	"$work/$name" -c 'exit 1' &
	short=$!
	wait $short
	"$work/$name" -c 'sleep 0.6; exit 7' &
	long=$!
	wait $long
	wait_for "EXIT +$name +$long +$$ +\[7\]"
	expect_not "$name +$short "
	expect_not EXEC
	finish TERM 0
}
main bootstrap
