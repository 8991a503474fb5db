#!/bin/sh
# A full disk and a read-only folder: one error, exit code 1, what was there stays.
# Needs mounts of its own, made in a private mount namespace.
if [ "$1" != inside ]; then
	unshare -m true 2> /dev/null || { echo "SKIP: no mount namespaces here (root needed)"; exit 77; }
	exec unshare -m "$0" inside
fi
. "${0%/*}/lib.sh"
command -v clang > /dev/null || skip "no clang: apt-get install clang"
cleanup() { umount "$work/full" "$work/ro" 2> /dev/null; }

mkdir full ro
mount -t tmpfs -o size=64k tmpfs full || skip "tmpfs cannot be mounted here"
project p
"$WBCC" build p -o ro/out --stop-after=bpf || die "the project does not build"

echo precious > full/app.bpf.o
dd if=/dev/zero of=full/ballast bs=1k 2> /dev/null # until it is full
expect 1 "$WBCC" build p -o full --stop-after=bpf
errors 1
says '^full/app\.bpf\.o: error: cannot write: No space left on device'
[ "$(cat full/app.bpf.o)" = precious ] || die 'the file that was there is lost'
clean full
expect 1 "$WBCC" gen types ro/out/app.bpf.o -o full/app.types.h
says '^full/app\.types\.h: error: cannot write: No space left'
absent full/app.types.h
clean full

# No room for intermediate files.
expect 1 env TMPDIR="$work/full" "$WBCC" build p -o out4 --stop-after=bpf
absent out4
clean full

# No room in the cache.
rm full/ballast
dd if=/dev/zero of=full/ballast bs=1k 2> /dev/null
expect 1 env XDG_CACHE_HOME="$work/full" "$WBCC" build p -o out5
says 'full/wbcc.*No space left on device'
absent out5/app
clean full

mount --bind ro ro || skip "bind mounts are not possible here"
mount -o remount,ro,bind ro || skip "read-only bind mounts are not possible here"
sum=$(cksum < ro/out/app.bpf.o)
expect 1 "$WBCC" build p -o ro/out --stop-after=bpf
errors 1
says '^ro/out/app\.bpf\.o: error: cannot write: Read-only file system'
[ "$(cksum < ro/out/app.bpf.o)" = "$sum" ] || die 'the file that was there is lost'
expect 1 "$WBCC" build p -o ro/new --stop-after=bpf
says '^ro/new: error: cannot make this folder: Read-only file system'
passed
