#!/bin/sh
# Wrong use: one error, a pointer to --help, exit code 2.  Help: on stdout, exit code 0.
. "${0%/*}/lib.sh"

expect 0 "$WBCC" --help
for command in build gen aot run inspect new doctor cache; do
	prints "^  $command +[a-z]"
done
expect 0 "$WBCC" --version
prints '^wbcc [0-9]+\.[0-9]+\.[0-9]+$'

for command in build gen aot run inspect new doctor cache; do
	expect 0 "$WBCC" $command --help
	prints "^Usage: wbcc $command "
	silent
	expect 2 "$WBCC" $command --no-such-option
	errors 1
	says "unknown or ambiguous option '--no-such-option'"
	says "^note: see 'wbcc $command --help'"
done
for command in build gen aot run inspect new; do
	expect 2 "$WBCC" $command
	errors 1
	says 'missing operand'
done

expect 0 "$WBCC" build --help
for stage in bpf model skel guest pack lower native; do
	prints "^  $stage +.* -> "
done

expect 2 "$WBCC"
says 'no command given'
expect 2 "$WBCC" biuld .
says "unknown command 'biuld'"
expect 2 "$WBCC" build a b
says "unexpected operand 'b'"
expect 2 "$WBCC" build . --stop-after=linking
says "there is no stage 'linking'"
expect 2 "$WBCC" build . -o
says "option '-o' needs an argument"
expect 2 "$WBCC" build . --bounds=none
says "'guard' or 'explicit', not 'none'"
expect 2 "$WBCC" aot x.wasm
says 'missing option: -o'
expect 2 "$WBCC" aot x.wasm -o x --shape=round
says "'program' or 'module', not 'round'"
expect 2 "$WBCC" aot x.wasm -o x --shape=module
says 'goes with --stop-after=lower'
expect 2 "$WBCC" gen nothing x.o
says "unknown kind 'nothing'"
expect 2 "$WBCC" run --env=BROKEN x.wasm
says 'NAME=VALUE'
expect 2 "$WBCC" run --timeout=soon x.wasm
says 'a number of seconds'
expect 2 "$WBCC" run -x x.wasm
says "unknown option '-x'"
says "behind '--'"
expect 2 "$WBCC" cache --older-than=week
says 'a number of days'

# Output that cannot be written is an error too.
if [ -e /dev/full ]; then
	"$WBCC" --help > /dev/full 2> .err && die 'wbcc --help > /dev/full succeeded'
	says 'cannot write to standard output'
fi
passed
