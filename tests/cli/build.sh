#!/bin/sh
# wbcc build: what each stage writes, -v, several sources and objects, wbcc.yaml, and that the
# same tree gives the same bytes.
. "${0%/*}/lib.sh"
command -v clang > /dev/null || skip "no clang: apt-get install clang"
project p

expect 0 "$WBCC" build p
present p/build/app.bpf.o p/build/app.skel.h p/build/app.types.h p/build/app.wasm p/build/app.aot.c p/build/app
silent
[ "$(find p/build -type f | wc -l)" = 6 ] || die 'other files than the results'
file=$(command -v file) && expect 0 "$file" -b p/build/app && prints 'ELF 64-bit.*statically linked'
case $("$WBCC" inspect p/build/app) in *'object app'*) ;; *) die 'the program lacks its object' ;; esac

# -v: a line for each stage, and the commands.
expect 0 "$WBCC" build -v p -o v
for line in '1/7 bpf +app\.bpf\.c -> app\.bpf\.o' '2/7 model' '3/7 skel .* -> app\.skel\.h app\.types\.h' \
	'4/7 guest +app\.c' '5/7 pack .* -> app\.wasm' '6/7 lower +app\.wasm -> app\.aot\.c' \
	'7/7 native +app\.aot\.c -> app'; do
	says "^$line"
done
says '^  [^ ]*clang[^ ]* .*--target=bpf'
says '^  [^ ]*clang[^ ]* .*--target=wasm32-wasi'

# --stop-after: what the stages so far write, and no more.
stops() { # STAGE FILES...
	rm -rf stop
	expect 0 "$WBCC" build p -o stop --stop-after="$1"
	shift
	[ "$(cd stop && echo *)" = "$*" ] || die "stop has $(cd stop && echo *), expected $*"
}
stops bpf app.bpf.o
stops model app.bpf.o app.model.json
stops skel app.bpf.o app.skel.h app.types.h
stops guest app.bpf.o app.module.wasm app.skel.h app.types.h
stops pack app.bpf.o app.skel.h app.types.h app.wasm
stops lower app.aot.c app.bpf.o app.skel.h app.types.h app.wasm
stops native app app.aot.c app.bpf.o app.skel.h app.types.h app.wasm

# The same tree twice, from other folders and by other spellings: the same bytes.
equal() { for f in app.bpf.o app.skel.h app.types.h app.wasm app.aot.c app; do same "p/build/$f" "$1/$f"; done; }
expect 0 "$WBCC" build p/ -o again
equal again
# shellcheck disable=SC2016
expect 0 sh -c 'cd p && "$WBCC" build . -o ../dot'
equal dot
mkdir -p far/away
cp -r p far/away/p
expect 0 "$WBCC" build "$work/far/away/p" -o far/out
equal far/out
expect 0 env TMPDIR="$work/far" "$WBCC" build p -o other-tmp
equal other-tmp
for f in app.bpf.o app.wasm app.aot.c app; do
	! grep -qaF "$work" "p/build/$f" || die "$f names a folder of this machine"
done

# One of several programs in a folder.
project many one
project many two
expect 0 "$WBCC" build many/two.bpf.c -o two
present two/two two/two.wasm
absent two/one.bpf.o

# Several sources and several objects: one package, named like the folder.
project several first
project several second
rm several/second.c
echo 'const char *text(void) { return "from helper.c"; }' > several/helper.c
sed -i '1i const char *text(void);' several/first.c
sed -i 's/"hello"/text()/; 1i #include "second.skel.h"' several/first.c
expect 0 "$WBCC" build several -o several-out
present several-out/several several-out/several.wasm several-out/first.bpf.o several-out/second.bpf.o
expect 0 "$WBCC" inspect several-out/several.wasm
prints '^object first'
prints '^object second'
expect 0 several-out/several
prints '^from helper\.c$'

# wbcc.yaml and the command line.
project conf
cat > conf/wbcc.yaml <<- 'END'
	name: tool-1
	version: 1.2.3
	description: A test
	bpf:
	  cflags: [-DLIMIT=5]
	guest:
	  sources: [src/main.c]
	  cflags: ["-DTEXT=\"from yaml\""]
	preopens: [/proc]
	permissions: [exec]
END
mkdir conf/src
sed 's/"hello"/TEXT EXTRA/' conf/app.c > conf/src/main.c
rm conf/app.c
sed -i 's/int count = 0;/int count = LIMIT;/' conf/app.bpf.c
expect 0 "$WBCC" build conf -o conf-out --cflags='-DEXTRA="_and_flag"'
present conf-out/tool-1 conf-out/tool-1.wasm conf-out/app.bpf.o
expect 0 "$WBCC" inspect conf-out/tool-1.wasm
prints '^conf-out/tool-1\.wasm: package tool-1 1\.2\.3, '
prints '^A test$'
prints '^  preopens +/proc'
prints '^  permissions +exec'
expect 0 conf-out/tool-1
prints '^from yaml_and_flag$'

# --keep: intermediate files stay; without it nothing does.
expect 0 "$WBCC" build p -o kept --keep
present kept/work/app.module.wasm kept/work/package.c
clean "$work"
passed
