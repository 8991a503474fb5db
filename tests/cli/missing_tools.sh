#!/bin/sh
# A toolchain that is not complete: the error names what is missing and the Debian package.
. "${0%/*}/lib.sh"
command -v clang > /dev/null || skip "no clang: apt-get install clang"
project p

# A PATH with everything but the named tools.
without() { # TOOL-PATTERN...
	rm -rf bin
	mkdir bin
	for tool in /usr/bin/clang* /usr/bin/llvm-* /usr/bin/*ld* /usr/bin/gcc /usr/bin/cc /usr/bin/as \
		/usr/bin/strip /usr/bin/wasm-opt /usr/bin/env; do
		name=${tool##*/}
		for pattern in "$@"; do
			# shellcheck disable=SC2254
			case $name in $pattern) continue 2 ;; esac
		done
		ln -s "$tool" "bin/$name" 2> /dev/null
	done
}
build() { expect 1 env PATH="$work/bin" "$WBCC" build p -o "$1"; }

without 'clang*'
build out
says '^wbcc: error: clang is not installed: it compiles'
says '^note: apt-get install clang$'
absent out

without 'llvm-objcopy*'
build out
says '^wbcc: error: llvm-objcopy is not installed'
says '^note: apt-get install llvm$'
absent out

without 'wasm-ld*'
build out
says '^wbcc: error: wasm-ld is not installed'
says '^note: apt-get install lld$'
absent out/app.wasm out/app

without wasm-opt
build out
says '^wbcc: error: wasm-opt is not installed'
says '^note: apt-get install binaryen$'
absent out/app.wasm out/app

expect 1 "$WBCC" build p -o out --cc=no-such-cc
says "^wbcc: error: the C compiler 'no-such-cc' is not on PATH"
absent out/app

# Hidden parts of wasi's tree: under a mount namespace.
hidden() { # PATH COMMAND...
	hide=$1
	shift
	# shellcheck disable=SC2016
	expect 1 unshare -m sh -c 'mount -t tmpfs tmpfs "$0" && exec "$@"' "$hide" "$@"
}
if unshare -m true 2> /dev/null; then
	rm -rf out
	hidden /usr/lib/wasm32-wasi "$WBCC" build p -o out
	says '^note: wasi-libc is missing: apt-get install wasi-libc$'
	absent out/app.wasm out/app
	hidden /usr/include/wasm32-wasi "$WBCC" build p -o out
	says "^note: wasi-libc's <stdio\.h> is missing: apt-get install wasi-libc"
	rt=$(clang --target=wasm32-wasi -print-libgcc-file-name)
	hidden "${rt%/*}" "$WBCC" build p -o out
	says '^note: libclang_rt is missing: apt-get install libclang-rt-'
	absent out/app.wasm out/app
else
	echo "SKIP: hiding parts of wasi-libc needs mount namespaces (root)"
fi
passed
