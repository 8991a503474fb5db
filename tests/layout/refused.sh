#!/bin/sh
# Look-alikes of public programs that compile for wasm32 without a word, or fail on an assert
# that explains nothing, and read garbage.  None passes: each case is right as it stands, or is
# refused with the message of its file `expect`, leaves nothing behind, and is right with
# --fix-layout.
#   expect:  "right: LINE"             builds as it is and prints LINE
#            messages, "fixed: LINE"   refused so; with --fix-layout prints LINE
set -u
[ "$(id -u)" = 0 ] || { echo "SKIP: loading BPF programs needs root"; exit 77; }
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0 right=0 refused=0

wrong() {
	echo "FAIL $name: $1"
	failed=$((failed + 1))
}

# Builds with the given options and compares what the program prints.
prints() {
	line=$1
	shift
	if ! "$WBCC" build "$work/app" -o "$work/out" "$@" >"$work/said" 2>&1; then
		wrong "does not build $*"
		cat "$work/said"
		return 1
	fi
	got=$(timeout 20 "$work/out/app" 2>&1)
	[ "$got" = "$line" ] || { wrong "prints '$got', not '$line'"; return 1; }
}

is_refused() {
	if "$WBCC" build "$work/app" -o "$work/out" >"$work/said" 2>&1; then
		wrong "was not refused"
		return 1
	fi
	[ -e "$work/out/app" ] || [ -e "$work/out/app.wasm" ] && wrong "left output behind"
	grep -v '^fixed: ' "$case/expect" >"$work/messages"
	while IFS= read -r message; do
		grep -qF "$message" "$work/said" && continue
		wrong "the message is missing: $message"
		cat "$work/said"
	done <"$work/messages"
}

for case in "$here"/cases/*; do
	name=$(basename "$case")
	rm -rf "$work/app" "$work/out"
	cp -r "$case" "$work/app"
	line=$(sed -n 's/^right: //p' "$case/expect")
	if [ -n "$line" ]; then
		prints "$line" && right=$((right + 1))
		continue
	fi
	is_refused
	prints "$(sed -n 's/^fixed: //p' "$case/expect")" --fix-layout && refused=$((refused + 1))
done
echo "$right right as they are, $refused refused and mended, $failed failures"
[ $failed = 0 ] && [ $right -gt 0 ] && [ $refused -gt 0 ]
