#!/bin/sh
# uprobe: calls and returns of a function of a program built here are reported with values.
. "$(dirname "$0")/lib.sh"

cat > "$work/target.c" <<'C'
__attribute__((noinline)) int add_numbers(int a, int b)
{
	__asm__ volatile("");
	return a + b;
}
int main(void)
{
	return add_numbers(19, 23) == 42 ? add_numbers(-5, 2) + 3 : 1;
}
C
gcc -O1 "$work/target.c" -o "$work/target" || exit 1

check() {
	tool '^Watching' "$work/target" add_numbers
	"$work/target" &
	pid=$!
	wait $pid || die "the target failed"
	wait_for "^$pid +add_numbers returned -3\$"
	expect "^$pid +add_numbers\(19, 23\)\$"
	expect "^$pid +add_numbers returned 42\$"
	expect "^$pid +add_numbers\(-5, 2\)\$"
	finish INT 0

	case $kind in run) set -- "$WBCC" run "$work/program/uprobe.wasm" -- ;; *) set -- "$work/$kind/uprobe" ;; esac
	"$@" "$work/target" no_such_function > "$work/out" 2> "$work/err"
	status=$?
	[ $status = 1 ] || die "status $status for a function that is not there"
	grep -q no_such_function "$work/err" || die "the message does not name the function"
}
main uprobe
