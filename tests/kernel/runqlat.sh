#!/bin/sh
# runqlat: two reports of one second each have histograms whose counts are those of real waits.
. "$(dirname "$0")/lib.sh"

check() {
	tool '^Tracing' 1 2
	i=0
	while kill -0 "$tool_pid" 2> /dev/null && [ $i -lt 300 ]; do
		/bin/true
		i=$((i + 1))
		sleep 0.01
	done
	wait_end 0
	[ "$(grep -c 'usecs' "$work/out")" = 2 ] || die "not two histograms"
	sum=$(awk -F: '/->/ { n += $2 } END { print n + 0 }' "$work/out")
	[ "$sum" -ge 50 ] || die "only $sum waits were counted"
	expect '^ *0 -> 1 +: [0-9]+ +\|'
	expect '\*\*\*'

	tool '^Tracing' -P -p $$ 1 1
	i=0
	while kill -0 "$tool_pid" 2> /dev/null && [ $i -lt 200 ]; do
		sleep 0.02
		i=$((i + 1))
	done
	wait_end 0
	expect "^pid = $$ "
	[ "$(grep -c '^pid = ' "$work/out")" = 1 ] || die "the filter let other processes through"
}
main runqlat
