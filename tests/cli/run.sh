#!/bin/sh
# wbcc run: arguments, exit codes, what the program may see, the cache, and where modules come from.
. "${0%/*}/lib.sh"
command -v clang > /dev/null || skip "no clang: apt-get install clang"
XDG_CACHE_HOME=$work/cache
export XDG_CACHE_HOME SECRET=hidden

module tool.wasm <<- 'END'
	#include <stdio.h>
	#include <stdlib.h>
	#include <string.h>
	#include <unistd.h>
	void crash_here(void) { __builtin_trap(); }
	void crash_there(void) { puts("there"); }
	void (*volatile crash[])(void) = {crash_here, crash_there};
	int main(int argc, char **argv)
	{
	        const char *what = argc > 1 ? argv[1] : "";
	        if (!strcmp(what, "args"))
	                for (int i = 0; i < argc; i++)
	                        printf("[%s]\n", argv[i]);
	        if (!strcmp(what, "exit"))
	                return atoi(argv[2]);
	        if (!strcmp(what, "env"))
	                for (int i = 2; i < argc; i++)
	                        printf("%s=%s\n", argv[i], getenv(argv[i]) ? getenv(argv[i]) : "(unset)");
	        if (!strcmp(what, "cat") || !strcmp(what, "put")) {
	                FILE *f = fopen(argv[2], *what == 'c' ? "r" : "w");
	                char line[100];
	                if (!f)
	                        return perror(argv[2]), 1;
	                if (*what == 'p')
	                        return fputs("written\n", f) < 0 || fclose(f);
	                while (fgets(line, sizeof line, f))
	                        fputs(line, stdout);
	        }
	        if (!strcmp(what, "trap"))
	                crash[argc & 1]();
	        if (!strcmp(what, "stdin"))
	                for (int c; (c = getchar()) != EOF;)
	                        putchar(c);
	        if (!strcmp(what, "sleep"))
	                sleep(30);
	        return 0;
	}
END

expect 0 "$WBCC" run tool.wasm -- args -a --dir=x 'two words' ''
printf '[tool]\n[args]\n[-a]\n[--dir=x]\n[two words]\n[]\n' > want
same .out want
silent
expect 0 "$WBCC" run tool.wasm args plain
printf '[tool]\n[args]\n[plain]\n' > want
same .out want
for code in 0 1 2 42 125; do
	expect $code "$WBCC" run tool.wasm exit $code
done
expect 134 "$WBCC" run tool.wasm trap
says 'unreachable'
says '#0 crash_here'
echo 'from a pipe' > text
input=text expect 0 "$WBCC" run tool.wasm stdin
same .out text

# The environment and the folders that are given, and nothing else.
expect 0 "$WBCC" run --env=GIVEN='a=b c' --env=EMPTY= tool.wasm env GIVEN EMPTY SECRET PATH WBCC_RUN
printf 'GIVEN=a=b c\nEMPTY=\nSECRET=(unset)\nPATH=(unset)\nWBCC_RUN=(unset)\n' > want
same .out want
mkdir dir
cp text dir/file
expect 1 "$WBCC" run tool.wasm cat "$work/dir/file"
expect 1 "$WBCC" run tool.wasm cat dir/file
expect 0 "$WBCC" run --dir="$work/dir" tool.wasm cat "$work/dir/file"
same .out text
expect 0 "$WBCC" run tool.wasm --dir=dir::/data cat /data/file
same .out text
expect 1 "$WBCC" run --dir=dir::/data tool.wasm cat /data/../text
expect 0 "$WBCC" run --dir=dir::/data tool.wasm put /data/new
[ "$(cat dir/new)" = written ] || die 'the guest could not write'
expect 1 "$WBCC" run --dir=dir::/data::ro tool.wasm put /data/other
absent dir/other
expect 1 "$WBCC" run --dir=nowhere tool.wasm
says '^nowhere: error: --dir: no such folder$'

# Standard input as the source.
input=tool.wasm expect 3 "$WBCC" run - exit 3
input=text expect 1 "$WBCC" run -
says '^<stdin>: .*error: malformed'

# A time limit.
expect 124 "$WBCC" run --timeout=0.3 tool.wasm sleep
says 'ended after 0\.3 s'
expect 5 "$WBCC" run --timeout=20 tool.wasm exit 5

# The cache: a second start compiles nothing; another content or option is another entry.
expect 0 "$WBCC" run -v tool.wasm
silent
n=$(find cache/wbcc/run -type f | wc -l)
expect 0 "$WBCC" run -v --bounds=explicit tool.wasm
says '^6/7 lower'
expect 0 "$WBCC" run -v --bounds=explicit tool.wasm
silent
[ "$(find cache/wbcc/run -type f | wc -l)" -gt "$n" ] || die 'the options are not part of the key'
cp tool.wasm copy.wasm
printf '\000\005\004more' >> copy.wasm
expect 0 "$WBCC" run -v copy.wasm
says '^6/7 lower'

# Several first runs at once.
rm -rf cache
for i in 1 2 3 4; do
	"$WBCC" run tool.wasm exit 7 2> "err$i" &
	eval "pid$i=\$!"
done
for i in 1 2 3 4; do
	eval "wait \$pid$i"
	status=$?
	[ $status = 7 ] || die "run $i of four at once: exit code $status: $(cat "err$i")"
done
clean cache

# wbcc cache shows and removes.
expect 0 "$WBCC" cache
prints "^$work/cache/wbcc$"
prints '^  run +[1-9][0-9]* entries'
expect 0 "$WBCC" cache --older-than=1
prints '^  run .*; removed 0,'
expect 0 "$WBCC" cache --clean
[ -z "$(find cache/wbcc -type f)" ] || die 'wbcc cache --clean left files'

# A folder for the cache that somebody else could write to is refused.
mkdir -p shared/wbcc/run
chmod 777 shared/wbcc/run
expect 1 env XDG_CACHE_HOME="$work/shared" "$WBCC" run tool.wasm
says 'this cache folder can be written by others'
passed
