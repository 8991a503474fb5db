#!/bin/sh
# What examples/bootstrap weighs: the package at most 50 KB, the program at most 1.4 MB.
. "${0%/*}/lib.sh"
command -v clang > /dev/null || skip "no clang: apt-get install clang"
[ -r /sys/kernel/btf/vmlinux ] || skip "the example needs the kernel's BTF"
expect 0 "$WBCC" build "$WBCC_SOURCE/examples/bootstrap" -o out
at_most() { # FILE BYTES
	size=$(wc -c < "$1")
	echo "$1: $size bytes, at most $2"
	[ "$size" -le "$2" ] || die "$1 has grown to $size bytes"
	checks=$((checks + 1))
}
at_most out/bootstrap.wasm 51200
at_most out/bootstrap 1400000
passed
