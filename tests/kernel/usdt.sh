#!/bin/sh
# usdt: a static probe of a program built here is reported with both of its arguments.
. "$(dirname "$0")/lib.sh"
[ -f /usr/include/x86_64-linux-gnu/sys/sdt.h ] || [ -f /usr/include/sys/sdt.h ] ||
	ls /usr/include/*/sys/sdt.h > /dev/null 2>&1 || skip "no sys/sdt.h: apt-get install systemtap-sdt-dev"

cat > "$work/target.c" <<'C'
#include <sys/sdt.h>
int main(int argc, char **argv)
{
	(void)argv;
	for (long i = 0; i < 3; i++)
		DTRACE_PROBE2(wbtest, step, i * 100, (long)argc);
	return 0;
}
C
gcc -O1 "$work/target.c" -o "$work/target" || exit 1

check() {
	tool '^Watching' "$work/target" wbtest step
	"$work/target" one two &
	pid=$!
	wait $pid
	wait_for "^$pid +2 arguments: 200 3\$"
	expect "^$pid +2 arguments: 0 3\$"
	expect "^$pid +2 arguments: 100 3\$"
	finish INT 0
}
main usdt
