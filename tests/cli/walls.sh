#!/bin/sh
# The walls of docs/architecture.md, each one grep: what may be included or called where.
. "${0%/*}/lib.sh"
cd "$WBCC_SOURCE" || exit 1

# Lines that match outside of the folders or files that may: wall WHAT REGEX WHERE-ALLOWED...
wall() {
	what=$1 regex=$2
	shift 2
	allowed=$(printf '|^%s' "$@")
	found=$(grep -nE -r --include='*.c' --include='*.h' -e "$regex" wbcc runtime-lib loader |
		grep -vE "${allowed#|}")
	[ -z "$found" ] || die "$what: $found"
	checks=$((checks + 1))
}

wall 'binaryen-c.h is included in wbcc/lower only' '^#include.*binaryen-c\.h' 'wbcc/lower/'
wall "libbpf's headers are included in loader/ only" '^#include.*<bpf/' 'loader/'
wall 'processes are started in wbcc/base/proc.c only' \
	'\b(fork|vfork|posix_spawnp?|execv[pe]*|execl[pe]?|system|popen)\(' 'wbcc/base/proc\.c' 'wbcc/lower/lower\.c' \
	'runtime-lib/linux/spawn\.c'
wall 'clang-c/Index.h is included in wbcc/guest only' '^#include.*clang-c/' 'wbcc/guest/'
wall 'runtime-lib knows nothing of BPF' '^#include.*(linux/bpf\.h|bpf/)' 'loader/' 'wbcc/'
wall 'guest addresses become host pointers in guest.h only' 'memory->base *\+ *[a-z_]*addr' \
	'runtime-lib/include/wbcc/guest\.h'

# wbcc/ never talks to the kernel's BPF.
found=$(grep -nE -r --include='*.c' -e '__NR_bpf|SYS_bpf' wbcc)
[ -z "$found" ] || die "wbcc calls bpf(2): $found"

# Each C file opens by telling what it is.
for f in $(git ls-files 2> /dev/null | grep -E '^(wbcc|runtime-lib|loader|sdk/src)/.*\.[ch]$'); do
	[ ! -f "$f" ] || head -n 2 "$f" | grep -qE '^(/\*|//|# )' || die "$f has no opening comment"
	checks=$((checks + 1))
done
passed
