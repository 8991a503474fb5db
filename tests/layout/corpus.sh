#!/bin/sh
# The corpus of tests/golden/types on the real kernel: BPF programs fill structs, and a guest,
# built by wbcc into one native program, compares every field in a global, a map and a ring
# buffer.
set -u
[ "$(id -u)" = 0 ] || { echo "SKIP: loading BPF programs needs root"; exit 77; }
here=$(cd "$(dirname "$0")" && pwd)
types=$here/../golden/types
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
project=$work/corpus
mkdir "$project"
cp "$types/corpus.bpf.h" "$types"/*.fields.h "$project"
version=$(clang -dumpversion | cut -d. -f1)
names=
for source in "$types"/*.bpf.c; do
	name=$(basename "$source" .bpf.c)
	need=$(sed -n 's/^\/\* clang: \([0-9]*\) .*/\1/p' "$source")
	if [ "${need:-0}" -gt "$version" ]; then
		echo "$name: left out, needs clang $need"
		continue
	fi
	cp "$source" "$project"
	sed "s/NAME/$name/g" "$here/check.c.in" >"$project/check_$name.c"
	names="$names $name"
done
{
	for name in $names; do echo "int check_$name(void);"; done
	echo "int main(void) {"
	echo "	int wrong = 0;"
	for name in $names; do echo "	wrong += check_$name();"; done
	echo "	return wrong != 0;"
	echo "}"
} >"$project/main.c"
"$WBCC" build "$project" -o "$work/out" || exit 1
"$work/out/corpus" >"$work/said"
status=$?
cat "$work/said"
ran=$(grep -c ': [1-9][0-9]* comparisons, 0 wrong$' "$work/said")
want=$(echo $names | wc -w)
echo "$ran of $want objects right"
[ $status = 0 ] && [ "$ran" = "$want" ]
