#!/bin/sh
# What wbcc gen writes for other languages: compared with the files beside bindings/shapes.bpf.c,
# and, for every object of the corpus, compiled by the language's own compiler where it is
# installed.   bindings.sh [--accept]
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
asm=/usr/include/$(uname -m)-linux-gnu
failed=0 compared=0 rust=0 go=0

wrong() {
	echo "FAIL $1"
	failed=$((failed + 1))
}

object() {
	clang -g -O2 --target=bpf -isystem "$asm" -c "$1" -o "$work/$(basename "$1" .c).o" || exit 1
}

object "$here/bindings/shapes.bpf.c"
for pair in rust:rs go:go wit:wit json:json; do
	kind=${pair%:*} file=$here/bindings/shapes.${pair#*:}
	"$WBCC" gen "$kind" "$work/shapes.bpf.o" | sed 's/\(by wbcc\) [0-9][0-9.]*/\1/' >"$work/out"
	[ "${1:-}" = --accept ] && cp "$work/out" "$file"
	diff -u "$file" "$work/out" || wrong "$kind differs from $file"
	compared=$((compared + 1))
done
for source in "$here"/types/*.bpf.c "$here"/bindings/*.bpf.c; do
	name=$(basename "$source" .bpf.c)
	object "$source"
	if command -v rustc >/dev/null; then
		"$WBCC" gen rust "$work/$name.bpf.o" -o "$work/$name.rs" || wrong "rust $name"
		rustc --edition 2021 -D warnings --crate-type lib --crate-name "x_$name" \
			-o "$work/out.rlib" "$work/$name.rs" || wrong "rustc refuses $name.rs"
		rust=$((rust + 1))
	fi
	if command -v go >/dev/null; then
		mkdir -p "$work/go_$name"
		"$WBCC" gen go "$work/$name.bpf.o" -o "$work/go_$name/types.go" || wrong "go $name"
		(cd "$work/go_$name" && GO111MODULE=off go vet ./types.go) || wrong "go refuses $name"
		go=$((go + 1))
	fi
done
[ $rust -gt 0 ] || echo "rustc is not installed: Rust was compared, not compiled"
[ $go -gt 0 ] || echo "go is not installed: Go was compared, not compiled"
echo "$compared compared, $rust compiled by rustc, $go by go, $failed failed"
[ $failed = 0 ]
