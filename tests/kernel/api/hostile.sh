#!/bin/sh
# A guest that passes nonsense gets errors or a trap; the host stays sound.  With a sanitized
# build of wbcc (-DWBCC_SANITIZE=address) the same runs under ASan.
example=hostile
. "$(dirname "$0")/../lib.sh"
need_kernel
kind=program
dir=$WBCC_SOURCE/tests/kernel/api/hostile
"$WBCC" build "$dir" -o "$work/program" > "$work/out" 2> "$work/err" || die "wbcc build failed"
tool=$work/program/hostile

timeout 300 "$tool" > "$work/out" 2> "$work/err"
status=$?
[ $status = 0 ] || die "exit status $status"
expect '^handles: an error after 64 Ki$'
expect '^survived 10000 calls$'
expect_not 'still works|delivered|reaches out'

for case in write_rodata write_ring host_write_rodata wild_store; do
	timeout 60 "$tool" $case > "$work/out" 2> "$work/err"
	status=$?
	[ $status = 134 ] || die "$case: exit status $status, expected 134"
	grep -q '^wbcc: trap: ' "$work/err" || die "$case: no trap message"
done
echo "ok $example"
