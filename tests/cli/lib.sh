# What the command-line tests share; sourced.  A test runs commands with `expect`, then looks
# at what they said; the first surprise ends it.
#
# Reads: $WBCC (the tool), $WBCC_SOURCE (the tree).  Works in a fresh folder, removed in the end.
# shellcheck shell=sh

: "${WBCC:=wbcc}" "${WBCC_SOURCE:=$(cd "$(dirname "$0")/../.." && pwd)}"
export WBCC WBCC_SOURCE NO_COLOR=1

# Debian's clang may be there under its versioned name only.
if ! command -v clang > /dev/null; then
	for version in 14 16 19 22; do
		! command -v clang-$version > /dev/null || { eval "clang() { clang-$version \"\$@\"; }"; break; }
	done
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/wbcc-cli.XXXXXX") || exit 1
trap 'cleanup; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cleanup() { :; }
cd "$work" || exit 1
checks=0

skip() { echo "SKIP: $*"; exit 77; }

die() {
	echo "FAIL: $*" >&2
	echo "--- after: ${last:-nothing}" >&2
	for f in out err; do
		[ ! -s "$work/.$f" ] || { echo "--- $f:" >&2; head -n 40 "$work/.$f" >&2; }
	done
	exit 1
}

# Runs a command, which must exit with STATUS.
expect() { # STATUS COMMAND...
	want=$1
	shift
	last=$*
	"$@" > "$work/.out" 2> "$work/.err" < "${input:-/dev/null}"
	got=$?
	[ $got = "$want" ] || die "exit code $got, expected $want"
	checks=$((checks + 1))
}

# The last command's output has, or lacks, a line that matches an extended regular expression.
says() { grep -qE -e "$1" "$work/.err" || die "stderr lacks: $1"; checks=$((checks + 1)); }
prints() { grep -qE -e "$1" "$work/.out" || die "stdout lacks: $1"; checks=$((checks + 1)); }
silent() { [ ! -s "$work/.err" ] || die "stderr is not empty"; checks=$((checks + 1)); }
says_not() { ! grep -qE -e "$1" "$work/.err" || die "stderr has: $1"; checks=$((checks + 1)); }
# Exactly so many errors.
errors() {
	n=$(grep -c 'error: ' "$work/.err")
	[ "$n" = "$1" ] || die "$n errors, expected $1"
	checks=$((checks + 1))
}
absent() { for f in "$@"; do [ ! -e "$f" ] || die "$f was left behind"; done; checks=$((checks + 1)); }
present() { for f in "$@"; do [ -s "$f" ] || die "$f is missing or empty"; done; checks=$((checks + 1)); }
same() { cmp -s "$1" "$2" || die "$1 and $2 differ"; checks=$((checks + 1)); }

# Nothing temporary may stay in a folder.
clean() {
	left=$(find "$@" -name '*.tmp.*' -o -name 'wbcc.??????')
	[ -z "$left" ] || die "left behind: $left"
	checks=$((checks + 1))
}

# A small project that needs no kernel to build: project DIR [NAME]
project() {
	mkdir -p "$1"
	cat > "$1/${2:-app}.bpf.c" <<- 'END'
		#include <linux/bpf.h>
		#include <bpf/bpf_helpers.h>
		int count = 0;
		SEC("raw_tp/sched_process_exec")
		int on_exec(void *ctx)
		{
		        count++;
		        return 0;
		}
		char LICENSE[] SEC("license") = "GPL";
	END
	cat > "$1/${2:-app}.c" <<- END
		#include <stdio.h>
		#include "${2:-app}.skel.h"
		int main(void)
		{
		        puts("hello");
		        return 0;
		}
	END
}

# A plain WASI program: module FILE.wasm < SOURCE
module() {
	cat > .module.c
	clang --target=wasm32-wasi -O1 -c .module.c -o .module.o || die "clang failed"
	clang --target=wasm32-wasi .module.o -o "$1" || die "wasm-ld failed"
}

passed() { echo "ok: $checks checks"; }
