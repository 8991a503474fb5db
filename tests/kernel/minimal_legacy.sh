#!/bin/sh
# minimal_legacy: counts exactly the writes that the tool itself makes.
. "$(dirname "$0")/lib.sh"
need_tracefs

check() {
	tool '^5 writes$' 5
	wait_end 0
	[ "$(cat "$work/err")" = ..... ] || die "not five dots on stderr"
}
main minimal_legacy
