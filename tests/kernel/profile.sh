#!/bin/sh
# profile: a process that spins shows up with samples of its user stack; kernel stacks of the
# whole system have symbols.
. "$(dirname "$0")/lib.sh"

check() {
	cp /bin/sh "$work/wbspin"
	"$work/wbspin" -c 'while :; do :; done' &
	spinner=$!
	tool '^Sampling' -f 199 -p $spinner 1
	wait_end 0
	[ "$(grep -c "^wbspin (pid $spinner) on CPU" "$work/out")" -ge 5 ] || die "fewer than 5 samples"
	expect '^  user   [0-9a-f]{16}$'
	expect_not '^swapper'
	tool '^Sampling' -f 199 1
	wait_end 0
	kill $spinner
	wait $spinner 2> /dev/null
	expect "^wbspin \(pid $spinner\)"
	expect '^  kernel ffff[0-9a-f]{12} [a-z_]+'
}
main profile
