#!/bin/sh
# opensnoop: an open that works and one that fails are reported; -p, -u and -x filter.
. "$(dirname "$0")/lib.sh"
need_tracefs

check() {
	echo text > "$work/there"
	tool '^PID'
	cat "$work/there" > /dev/null
	cat "$work/missing" > /dev/null 2>&1
	wait_for "$work/missing"
	expect "^[0-9]+ +0 +cat +[0-9]+ +0 $work/there\$"
	expect "^[0-9]+ +0 +cat +-1 +2 $work/missing\$"
	finish INT 0

	tool '^PID' -x
	cat "$work/there" "$work/missing" > /dev/null 2>&1
	wait_for "$work/missing"
	expect_not "$work/there"
	finish INT 0

	tool '^PID' -u 4242
	cat "$work/there" > /dev/null
	setpriv --reuid 4242 --clear-groups cat /etc/hostname > /dev/null
	wait_for '^[0-9]+ +4242 +cat +[0-9]+ +0 /etc/hostname'
	expect_not "$work/there"
	finish INT 0

	tool '^PID' -p $$
	cat "$work/there" > /dev/null
	: < "$work/there"
	wait_for "^$$ .*$work/there"
	[ "$(grep -c "$work/there" "$work/out")" = 1 ] || die "-p let another process through"
	finish INT 0
}
main opensnoop
