#!/bin/sh
# Modules that are none, or that nobody can run: one error, exit code 1, no output, no crash.
. "${0%/*}/lib.sh"
command -v clang > /dev/null || skip "no clang: apt-get install clang"

# Every command that reads a module refuses it in the same way.
refused() { # FILE MESSAGE
	for command in 'aot FILE -o out' 'run FILE' 'inspect FILE'; do
		# shellcheck disable=SC2046
		expect 1 "$WBCC" $(echo "$command" | sed "s,FILE,$1,")
		errors 1
		says "^$1: .*error: .*$2"
		absent out
	done
	clean "$work"
}

module ok.wasm <<- 'END'
	#include <stdio.h>
	int main(void) { puts("fine"); return 0; }
END
expect 0 "$WBCC" aot ok.wasm -o ok
expect 0 ./ok
prints '^fine$'

refused missing.wasm 'cannot open: No such file'
mkdir folder.wasm
refused folder.wasm 'cannot read: Is a directory'
: > empty.wasm
expect 1 "$WBCC" aot empty.wasm -o out
errors 1
says '^empty\.wasm: .*error: malformed: '
echo 'int main(void) {}' > text.wasm
expect 1 "$WBCC" run text.wasm
errors 1
says '^text\.wasm: .*error: malformed'
expect 1 "$WBCC" inspect text.wasm
says '^text\.wasm: error: neither a WebAssembly module nor an ELF file'

# Cut off at many places: an error each time (or a valid module, between custom sections).
size=$(wc -c < ok.wasm)
n=0
at=1
while [ $at -lt "$size" ]; do
	head -c $at ok.wasm > cut.wasm
	"$WBCC" aot cut.wasm -o out --stop-after=lower > .out 2> .err
	case $? in
	0) rm out ;;
	1) errors 1 && says '^cut\.wasm: ' && absent out ;;
	*) last="cut at $at" && die "exit code $?" ;;
	esac
	n=$((n + 1))
	at=$((at + size / 60 + 1))
done

# A byte changed here and there.
at=9
while [ $at -lt "$size" ]; do
	cp ok.wasm flip.wasm
	printf '\377' | dd of=flip.wasm bs=1 seek=$at conv=notrunc 2> /dev/null
	"$WBCC" aot flip.wasm -o out --stop-after=lower > .out 2> .err
	status=$?
	last="flip at $at"
	case $status in
	0) rm out ;;
	1) errors 1 && absent out ;;
	*) die "exit code $status" ;;
	esac
	at=$((at + size / 60 + 1))
done

if command -v wat2wasm > /dev/null; then
	wat() { echo "$2" > "$1.wat" && wat2wasm --no-check --enable-all "$1.wat" -o "$1.wasm"; }
	wat import '(module (import "env" "magic" (func (param i32))) (func (export "_start")))'
	refused_import() { expect 1 "$WBCC" aot import.wasm -o out; errors 1; says 'env.*magic'; absent out; }
	refused_import
	wat type '(module (func (export "_start") (drop (i32.add (i64.const 1) (i32.const 1)))))'
	refused type.wasm 'invalid'
	wat memory64 '(module (memory i64 1) (func (export "_start")))'
	refused memory64.wasm 'unsupported'
	wat nostart '(module (func (export "other")))'
	expect 0 "$WBCC" aot nostart.wasm -o nostart
	expect 1 ./nostart
	says 'exports no function _start'
	says 'it exports other'
else
	echo "SKIP: the tests from text need wat2wasm: apt-get install wabt"
fi

# A package whose own sections are broken.
section() { # FILE NAME CONTENT: appends a custom section
	name_len=$(printf '%03o' "${#2}")
	all_len=$(printf '%03o' $((${#2} + ${#3} + 1)))
	printf "\\000\\$all_len\\$name_len%s%s" "$2" "$3" >> "$1"
}
cp ok.wasm manifest.wasm && section manifest.wasm wbcc:manifest '{"name": '
refused manifest.wasm 'not a JSON object'
cp ok.wasm twice.wasm && section twice.wasm bpf:a x && section twice.wasm bpf:a y
refused twice.wasm 'a second BPF object of this name'
cp ok.wasm noname.wasm && section noname.wasm 'bpf:' x
refused noname.wasm "not a BPF object's name"
cp ok.wasm noelf.wasm && section noelf.wasm bpf:a 'this is no ELF'
expect 1 "$WBCC" inspect noelf.wasm
errors 1
says '^noelf\.wasm\(bpf:a\): '
passed
