#!/bin/sh
# vmlinux.h as wbcc writes it, compiled for BPF: the size of every struct and union of the
# running kernel, and the offset of every field, are what the kernel's BTF says.
set -u
btf=/sys/kernel/btf/vmlinux
[ -r $btf ] || { echo "SKIP: this kernel has no BTF ($btf)"; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
"$WBCC" gen vmlinux $btf -o "$work/vmlinux.h" || exit 1
"$WBCC_BUILD/tests/list_model" $btf >"$work/facts" || exit 1
# Names that several types share are left out: C knows them under other names.
awk '
	$1 == "type" && ($4 == 4 || $4 == 5) && NF == 7 { id = $2; kind[id] = $4; name[id] = $5; size[id] = $6; count[$5]++ }
	$1 == "type" && ($4 == 6 || $4 == 19) { count[$5]++ }
	$1 == "field" && NF == 9 { n++; of[n] = $2; split($3, part, "."); field[n] = part[2]; bit[n] = $5; width[n] = $7 + 0 }
	END {
		print "#include \"vmlinux.h\""
		for (id in name) if (count[name[id]] == 1) {
			tag[id] = (kind[id] == 4 ? "struct " : "union ") name[id]
			printf "_Static_assert(sizeof(%s) == %d, \"%s\");\n", tag[id], size[id], tag[id]
		}
		for (i = 1; i <= n; i++) if (of[i] in tag && field[i] != "" && width[i] == 0)
			printf "_Static_assert(__builtin_offsetof(%s, %s) == %d, \"%s.%s\");\n", \
				tag[of[i]], field[i], bit[i] / 8, tag[of[i]], field[i]
	}' "$work/facts" >"$work/check.c"
structs=$(grep -c sizeof "$work/check.c")
fields=$(grep -c offsetof "$work/check.c")
clang --target=bpf -Wall -Werror -ferror-limit=0 -fsyntax-only "$work/check.c" 2>"$work/errors"
wrong=$(grep -c 'error:' "$work/errors")
grep 'error:' "$work/errors" | head -5
echo "$structs structs, $fields fields, $wrong wrong"
[ "$structs" -gt 1000 ] && [ "$wrong" = 0 ]
