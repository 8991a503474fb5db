#!/bin/sh
# Our model against libbpf's, fact by fact, for every object of the test suite: sizes of all
# types, offsets of all fields, variables, maps and programs.  With WBCC_BPFCC=DIR (the folder
# libbpf-tools of bpfcc's source package) those objects are compared too.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
objects=0 variables=0 facts=0 differences=0 refused=0 skeletons=0
asm=/usr/include/$(uname -m)-linux-gnu

# The names of a skeleton: its maps, programs and links, and what libbpf is asked for.
skeleton_names() {
	sed 's/WB_CXX(\([a-z]*\))/\1/' | sed -n \
		-e 's/.*\(struct bpf_map \*[a-zA-Z0-9_]*\);.*/\1/p' \
		-e 's/.*\(struct bpf_program \*[a-zA-Z0-9_]*\);.*/\1/p' \
		-e 's/.*\(struct bpf_link \*[a-zA-Z0-9_]*\);.*/\1/p' \
		-e 's/.*\(\(maps\|progs\)\[.*name = ".*"\);.*/\1/p' \
		-e 's/.*\(maps.*mmaped = .*\);.*/\1/p'
}

# bpftool 7.1 knows nothing of shadow structs of struct_ops: those objects are left out.
compare_skeletons() {
	command -v bpftool >/dev/null || return 0
	case $1 in *struct_ops*) return 0 ;; esac
	bpftool gen skeleton "$1" 2>/dev/null | skeleton_names >"$work/a"
	"$WBCC" gen skeleton "$1" | skeleton_names >"$work/b"
	[ -s "$work/a" ] || return 0
	skeletons=$((skeletons + 1))
	# Its own libbpf maps sections with static variables only; libbpf 1.1.2 does not.
	diff -U0 "$work/a" "$work/b" | grep '^[-+][a-z]' | grep -v '^-maps.*mmaped' >"$work/c"
	[ -s "$work/c" ] || return 0
	echo "--- $1: bpftool's skeleton, +++ ours"
	cat "$work/c"
	differences=$((differences + 1))
}

compare() {
	compare_skeletons "$1"
	if ! "$WBCC_BUILD/tests/list_libbpf" "$1" >"$work/libbpf" 2>"$work/why"; then
		refused=$((refused + 1))
		echo "libbpf does not open $1: $(tail -1 "$work/why")"
		return
	fi
	"$WBCC_BUILD/tests/list_model" "$1" >"$work/model"
	objects=$((objects + 1))
	variables=$((variables + $(grep -c '^variable' "$work/model")))
	facts=$((facts + $(wc -l <"$work/model")))
	sort "$work/libbpf" >"$work/a"
	sort "$work/model" >"$work/b"
	cmp -s "$work/a" "$work/b" && return
	echo "--- $1 (libbpf), +++ (model)"
	diff -u0 "$work/a" "$work/b" | grep '^[-+][a-z]'
	differences=$((differences + $(diff "$work/a" "$work/b" | grep -c '^[<>]')))
}

for source in "$here"/../golden/*/*.bpf.c "$here"/cases/*/*.bpf.c; do
	# One name for each: several folders have an app.bpf.c.
	name=$(basename "$(dirname "$source")")_$(basename "$source" .bpf.c)
	clang -g -O2 --target=bpf -isystem "$asm" -c "$source" -o "$work/$name.bpf.o" || exit 1
	compare "$work/$name.bpf.o"
done
for dir in "$here"/../../examples/*/; do
	ls "$dir"*.bpf.c >/dev/null 2>&1 || continue
	"$WBCC" build "$dir" -o "$work/example" --stop-after=bpf >/dev/null 2>&1 || continue
	for object in "$work"/example/*.bpf.o; do compare "$object"; done
	rm -rf "$work/example"
done
if [ -n "${WBCC_BPFCC:-}" ]; then
	bpftool btf dump file /sys/kernel/btf/vmlinux format c >"$work/vmlinux.h"
	for source in "$WBCC_BPFCC"/*.bpf.c; do
		name=$(basename "$source" .bpf.c)
		clang -g -O2 --target=bpf -D__TARGET_ARCH_x86 -I"$work" -I"$WBCC_BPFCC" \
			-I"$WBCC_BPFCC/x86" -c "$source" -o "$work/$name.bpf.o" 2>/dev/null || continue
		compare "$work/$name.bpf.o"
	done
fi
echo "$skeletons skeletons with bpftool's names"
echo "$objects objects, $variables variables, $facts facts, $differences differences"
[ $objects -gt 20 ] && [ $differences = 0 ]
