#!/bin/sh
# Builds one API test natively and through wbcc and runs both: all their checks must pass, and
# both must print the same.
#   run.sh NAME [ARGS...]
example=$1
shift
. "$(dirname "$0")/../lib.sh"
need_kernel
need_tracefs
grep -q ' /sys/fs/bpf bpf ' /proc/mounts || mount -t bpf bpf /sys/fs/bpf 2> /dev/null
dir=$WBCC_SOURCE/tests/kernel/api/$example

run() { # KIND PROGRAM ARGS...
	kind=$1
	shift
	"$@" > "$work/out" 2> "$work/err" || die "exit status $?"
	grep -qE '^[0-9]+ checks, 0 failures$' "$work/out" || die "its checks did not pass"
	cp "$work/out" "$work/out.$kind"
	echo "ok $example ($kind): $(tail -n 1 "$work/out")"
}

if build_native "$dir" "$work/native" > "$work/err" 2>&1; then
	run native "$work/native/$example" "$@"
elif command -v bpftool > /dev/null; then
	die "the native twin does not build"
fi
kind=wbcc
"$WBCC" build "$dir" -o "$work/program" > "$work/out" 2> "$work/err" || die "wbcc build failed"
run wbcc "$work/program/$example" "$@"
# Where the kernel does not let ring buffers be mapped into linear memory, they are copied.
[ "$example" != buffers ] || {
	gcc -O2 -o "$work/refuse_mmap" "$dir/../refuse_mmap.c" > "$work/err" 2>&1 || die "no refuse_mmap"
	run copied "$work/refuse_mmap" "$work/program/$example" "$@"
}
[ ! -e "$work/out.native" ] || diff "$work/out.native" "$work/out.wbcc" ||
	die "native code and the guest print different things"
