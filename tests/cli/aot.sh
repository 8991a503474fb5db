#!/bin/sh
# wbcc aot: plain WASI programs by each compiler, with each kind of bounds, with and without -g.
. "${0%/*}/lib.sh"
command -v clang > /dev/null || skip "no clang: apt-get install clang"
cat > tool.c <<- 'END'
	#include <stdio.h>
	#include <stdlib.h>
	#include <string.h>
	volatile int zero;
	int values[4];
	int deep(int n) { return n == zero ? 1 : (deep(n + 1) ^ values[n & 3]) * 3; }
	int divide(int n)
	{
	        return n / zero;
	}
	int beyond(int n) { return *(volatile int *)(0xf0000000u + n); }
	/* Called through pointers: other calls are inlined, and then their frames are gone. */
	int (*volatile functions[])(int) = {divide, beyond};
	int main(int argc, char **argv)
	{
	        const char *what = argc > 1 ? argv[1] : "";
	        if (!strcmp(what, "divide"))
	                return functions[0](argc);
	        if (!strcmp(what, "beyond"))
	                return functions[1](argc);
	        if (!strcmp(what, "deep"))
	                return deep(argc);
	        printf("%s %.3f\n", "fine", atof("2.5") * argc);
	        return 0;
	}
END
# In two steps: with -O, clang would link through any wasm-opt on PATH, which drops the names.
clang --target=wasm32-wasi -g -O1 -c tool.c -o tool.o || die 'clang failed'
clang --target=wasm32-wasi tool.o -o tool.wasm || die 'wasm-ld failed'

works() { # EXE
	expect 0 "./$1"
	prints '^fine 2\.500$'
	expect 134 "./$1" divide
	says 'integer divide by zero'
	says '#0 divide'
	expect 134 "./$1" beyond
	says 'out of bounds memory access'
	says '#0 beyond'
	expect 134 "./$1" deep
	says 'call stack exhausted'
	says '#0 deep'
}
expect 0 "$WBCC" aot tool.wasm -o plain
silent
works plain
expect 0 "$WBCC" aot tool.wasm -o again
same plain again
expect 0 "$WBCC" aot tool.wasm -o explicit --bounds=explicit
works explicit
expect 0 "$WBCC" aot tool.wasm -o native --march=native --cflags='-O3 -DUNUSED'
works native
for cc in gcc clang clang-14 clang-22; do
	[ -x "$(command -v $cc)" ] || { echo "SKIP: no $cc: apt-get install $cc"; continue; }
	expect 0 "$WBCC" aot tool.wasm -o by-$cc --cc=$cc
	silent
	works by-$cc
done

# -g: debug information stays in the program.
expect 0 "$WBCC" aot -g tool.wasm -o lines
works lines
expect 0 readelf -S lines
prints '\.debug_line'

# --stop-after=lower: C that any compiler takes without a warning.
expect 0 "$WBCC" aot tool.wasm -o tool.aot.c --stop-after=lower
grep -q 'wbcc' tool.aot.c || die 'no banner'
include=${WBCC%/bin/wbcc}/share/wbcc/include
for cc in gcc clang; do
	command -v $cc > /dev/null || continue
	expect 0 $cc -std=gnu11 -O1 -Wall -Wextra -I"$include" -c tool.aot.c -o tool.o
	silent
done
expect 0 "$WBCC" aot tool.wasm -o module.c --stop-after=lower --shape=module --symbol=my_module
grep -q 'my_module' module.c || die 'the symbol is missing'

expect 1 "$WBCC" aot tool.wasm -o cross --target=riscv64-linux-gnu
errors 1
says 'libbpf.a, libelf.a, libz.a, libc.a for riscv64-linux-gnu not found'
absent cross
passed
