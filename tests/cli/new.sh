#!/bin/sh
# wbcc new: each template becomes a project that builds at once; nothing is overwritten.
. "${0%/*}/lib.sh"
expect 0 "$WBCC" new --help
prints '^  minimal \(default\)$'

expect 0 "$WBCC" new first
prints '^first is ready:'
present first/first.bpf.c first/first.c first/README.md first/wbcc.yaml
grep -q '#include "first\.skel\.h"' first/first.c || die 'the skeleton is not renamed'
grep -q 'first_bpf__open' first/first.c || die 'identifiers are not renamed'
! grep -rqw 'minimal' first || die 'the template'\''s name is left'

expect 1 "$WBCC" new first
errors 1
says '^first: error: this folder is not empty: nothing was written$'
expect 1 "$WBCC" new other --template=nothing
says "there is no template 'nothing'"
absent other
expect 1 "$WBCC" new other --template=../sdk
absent other
expect 1 "$WBCC" new 'two words'
says 'letters, digits and \._\+- only'
absent 'two words'

command -v clang > /dev/null || skip "building the templates needs clang: apt-get install clang"
[ -r /sys/kernel/btf/vmlinux ] || skip "building the templates needs the kernel's BTF"
for template in $("$WBCC" new --help | sed -n '/^Templates:/,$s/^  \([a-z]*\).*/\1/p'); do
	expect 0 "$WBCC" new "my-$template" --template="$template"
	expect 0 "$WBCC" build "my-$template"
	silent
	present "my-$template/build/my-$template" "my-$template/build/my-$template.wasm"
done

# As root on a kernel with BPF it also runs.
[ "$(id -u)" = 0 ] || skip "running the program needs root"
expect 0 my-minimal/build/my-minimal 1
prints '^[0-9]+ programs started, the last: '
passed
