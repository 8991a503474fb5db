#!/bin/sh
# cmake --install: the tree can be moved, and wbcc finds its runtime, loader, sdk and templates
# relative to itself; what it builds there is byte for byte what the build tree's tool builds.
. "${0%/*}/lib.sh"
command -v clang > /dev/null || skip "no clang: apt-get install clang"
[ -r /sys/kernel/btf/vmlinux ] || skip "building needs the kernel's BTF"
export XDG_CACHE_HOME="$work/cache"

expect 0 cmake --install "${WBCC_BUILD:?}" --prefix "$work/first"
mv first moved
present moved/bin/wbcc moved/lib/wbcc/libwbruntime.a moved/lib/wbcc/libwbloader.a \
	moved/share/wbcc/include/wbcc/lowered.h moved/share/man/man1/wbcc.1
expect 0 env -i PATH="$PATH" HOME="$work" "$work/moved/bin/wbcc" build "$WBCC_SOURCE/examples/minimal" -o there
expect 0 "$WBCC" build "$WBCC_SOURCE/examples/minimal" -o here
for file in minimal.bpf.o minimal.skel.h minimal.types.h minimal.wasm minimal.aot.c minimal; do
	expect 0 cmp "there/$file" "here/$file"
done
expect 0 "$work/moved/bin/wbcc" new project
present project/project.bpf.c
expect 1 grep -rlE "$work|$WBCC_SOURCE" there
