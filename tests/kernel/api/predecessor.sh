#!/bin/sh
# A module of the predecessor's interface, built without anything of wbcc's, runs as it is:
# lowered with `wbcc aot`.
example=predecessor
. "$(dirname "$0")/../lib.sh"
need_kernel
need_tracefs
kind=aot
dir=$WBCC_SOURCE/tests/kernel/api/predecessor
command -v bpftool > /dev/null || skip "no bpftool for vmlinux.h: apt-get install bpftool"
bpftool btf dump file /sys/kernel/btf/vmlinux format c > "$work/vmlinux.h" || die "no vmlinux.h"
clang -target bpf -g -O2 -D__TARGET_ARCH_"$(bpf_arch)" -I"$work" -c "$dir/predecessor.bpf.c" \
	-o "$work/object.o" > "$work/err" 2>&1 || die "the object does not build"
{
	echo 'static const unsigned char object[] __attribute__((aligned(8))) = {'
	od -An -v -tu1 "$work/object.o" | sed 's/\([0-9]\) /\1,/g; s/$/,/'
	echo '};'
} > "$work/object.h"
clang --target=wasm32-wasi -O2 -I"$work" -I"$dir" "$dir/predecessor.c" -Wl,--export-table \
	-o "$work/predecessor.wasm" > "$work/err" 2>&1 || die "the module does not build"
"$WBCC" aot "$work/predecessor.wasm" -o "$work/predecessor" > "$work/err" 2>&1 || die "wbcc aot failed"

while :; do /bin/true; sleep 0.02; done &
forks=$!
cleanup() { kill $forks 2> /dev/null; }
timeout 100 "$work/predecessor" > "$work/out" 2> "$work/err"
status=$?
[ $status = 0 ] || die "exit status $status"
grep -qE '^[0-9]+ checks, 0 failures$' "$work/out" || die "its checks did not pass"
[ "$(wc -l < "$work/out")" = 1 ] || die "something extra is printed"
grep -q "no program 'nobody'" "$work/err" || die "no message about the unknown program"
grep -q "no network interface 'no-such-interface'" "$work/err" || die "no message about the interface"
echo "ok $example: $(cat "$work/out")"
