# What the kernel tests share; sourced.  Each test runs the same assertions over three builds
# of one example: its native twin (gcc, libbpf, bpftool's skeleton), the program that
# `wbcc build` made, and the package through `wbcc run`.
#
# Reads: $WBCC (the tool), $WBCC_SOURCE (the tree), $KINDS (default "native program run").
# A test defines check() and calls main NAME; inside check, start and finish run the tool.
# shellcheck shell=sh

: "${WBCC:=wbcc}" "${WBCC_SOURCE:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${KINDS:=native program run}"

skip() { echo "SKIP: $*"; exit 77; }
die() {
	echo "FAIL: $example ($kind): $*" >&2
	for f in out err; do
		[ ! -s "$work/$f" ] || { echo "--- $f" >&2; head -n 40 "$work/$f" >&2; }
	done
	exit 1
}

work=$(mktemp -d "${TMPDIR:-/tmp}/wbcc-kernel.XXXXXX")
tool_pid=
at_exit() {
	[ -z "$tool_pid" ] || kill -KILL "$tool_pid" 2> /dev/null
	type cleanup > /dev/null 2>&1 && cleanup
	rm -rf "$work"
}
trap at_exit EXIT
trap 'exit 1' HUP INT TERM

need_kernel() {
	[ "$(id -u)" = 0 ] || skip "loading BPF programs needs root"
	[ -r /sys/kernel/btf/vmlinux ] || skip "this kernel has no BTF (/sys/kernel/btf/vmlinux)"
}

# tracefs names the tracepoints; a container may lack it.
need_tracefs() {
	for t in /sys/kernel/tracing /sys/kernel/debug/tracing; do
		[ ! -d $t/events ] || return 0
	done
	mount -t tracefs tracefs /sys/kernel/tracing 2> /dev/null || skip "tracefs cannot be mounted"
}

build_native() { # DIR OUT
	n=$(basename "$1")
	command -v bpftool > /dev/null || return 1
	[ -f "$work/vmlinux.h" ] ||
		bpftool btf dump file /sys/kernel/btf/vmlinux format c > "$work/vmlinux.h" || return 1
	mkdir -p "$2"
	clang -target bpf -g -O2 -D__TARGET_ARCH_"$(bpf_arch)" -I"$work" -I"$1" -I"/usr/include/$(uname -m)-linux-gnu" -c "$1/$n.bpf.c" \
		-o "$2/$n.bpf.o" &&
		bpftool gen skeleton "$2/$n.bpf.o" name "${n}_bpf" > "$2/$n.skel.h" &&
		gcc -O2 -I"$2" -I"$1" "$1/$n.c" -o "$2/$n" -lbpf
}

bpf_arch() { case $(uname -m) in x86_64) echo x86 ;; aarch64) echo arm64 ;; *) uname -m ;; esac; }

# Starts the tool in the background and waits until it has printed a line that matches READY.
start() { # READY ARGS...
	ready=$1
	shift
	: > "$work/out"
	: > "$work/err"
	"$@" > "$work/out" 2> "$work/err" &
	tool_pid=$!
	wait_for "$ready"
}

tool() { # READY ARGS...: the example itself, in the kind under test
	ready_line=$1
	shift
	case $kind in
	run) start "$ready_line" "$WBCC" run $run_options "$work/program/$example.wasm" -- "$@" ;;
	*) start "$ready_line" "$work/$kind/$example" "$@" ;;
	esac
}

# Waits up to 60 s until the output has a line that matches an extended regular expression.
wait_for() { # REGEX
	n=0
	until grep -qE -- "$1" "$work/out"; do
		kill -0 "$tool_pid" 2> /dev/null || {
			wait "$tool_pid"
			status=$?
			tool_pid=
			grep -qE -- "$1" "$work/out" && return 0
			die "ended with status $status before it printed '$1'"
		}
		n=$((n + 1))
		[ $n -lt 600 ] || die "did not print '$1' within 60 s"
		sleep 0.1
	done
}

# Ends the tool with a signal and checks its exit status.
finish() { # SIGNAL STATUS
	kill -"$1" "$tool_pid"
	wait_end "$2"
}
wait_end() { # STATUS
	wait "$tool_pid"
	status=$?
	tool_pid=
	[ "$status" = "$1" ] || die "exit status $status, expected $1"
}

expect() { grep -qE -- "$1" "$work/out" || die "no line matches '$1'"; }
expect_not() { ! grep -qE -- "$1" "$work/out" || die "a line matches '$1'"; }

run_options=
main() { # NAME
	example=$1
	kind=build
	dir=$WBCC_SOURCE/examples/$example
	need_kernel
	for kind in $KINDS; do
		case $kind in
		native) build_native "$dir" "$work/native" > "$work/err" 2>&1 || {
				command -v bpftool > /dev/null && die "the native twin does not build"
				echo "SKIP: $example (native): no bpftool: apt-get install bpftool"
				continue
			} ;;
		program | run) [ -x "$work/program/$example" ] ||
			"$WBCC" build "$dir" -o "$work/program" > "$work/err" 2>&1 || die "wbcc build failed" ;;
		esac
		check
		echo "ok $example ($kind)"
	done
}

# For kinds that not every kernel can attach: the native twin says whether this one can.
need_native_start() { # NAME READY WHAT ARGS...
	example=$1 ready=$2 what=$3 kind=native
	shift 3
	need_kernel
	command -v bpftool > /dev/null || skip "no bpftool to build the native twin: apt-get install bpftool"
	build_native "$WBCC_SOURCE/examples/$example" "$work/native" > "$work/err" 2>&1 ||
		die "the native twin does not build"
	"$work/native/$example" "$@" > "$work/out" 2> "$work/err" &
	tool_pid=$!
	n=0
	until grep -qE -- "$ready" "$work/out"; do
		kill -0 "$tool_pid" 2> /dev/null || {
			tool_pid=
			skip "this kernel cannot attach $what ($(grep -v '^$' "$work/err" | tail -n 1)); tests/vm runs it"
		}
		n=$((n + 1))
		[ $n -lt 600 ] || die "the native twin did not print '$ready'"
		sleep 0.1
	done
	kill -KILL "$tool_pid"
	wait "$tool_pid" 2> /dev/null
	tool_pid=
}
