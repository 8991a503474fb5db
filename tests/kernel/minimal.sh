#!/bin/sh
# minimal: counts the programs that start, in memory that both sides see.
. "$(dirname "$0")/lib.sh"

counted() { sed -nE '$s/^([0-9]+) programs started, the last: .+ \(pid [0-9]+\)$/\1/p' "$work/out"; }

check() {
	tool '^[0-9]+ programs started, the last: .+ \(pid [0-9]+\)$'
	before=$(counted)
	i=0
	while [ $i -lt 50 ]; do
		/bin/true
		i=$((i + 1))
	done
	sleep 2.2 # it prints once a second
	after=$(counted)
	[ "$((after - before))" -ge 50 ] || die "50 programs started, $((after - before)) were counted"
	finish INT 0
}
main minimal
