#!/bin/sh
# wbcc build on what cannot be built: one error that names file and place, exit code 1, nothing
# half-written, nothing lost.
. "${0%/*}/lib.sh"
command -v clang > /dev/null || skip "no clang: apt-get install clang"

# A failed build neither makes the output folder nor touches what is in it.
fails() { # DIR [OPTIONS]
	rm -rf out
	expect 1 "$WBCC" build "$@" -o out
	absent out
	clean "$work"
}

fails nowhere
errors 1
says '^nowhere: error: no such folder$'

mkdir empty
fails empty
errors 1
says '^empty: error: no NAME\.bpf\.c in this folder$'
says "^note: .*wbcc new"

project p
rm p/app.c
fails p
errors 1
says '^p: error: no C source for the user side'

fails p/none.bpf.c
says '^p/none\.bpf\.c: error: no such file$'

project syntax
echo 'int broken( {' >> syntax/app.bpf.c
fails syntax
says '^syntax/app\.bpf\.c:11:[0-9]+: error: ' # clang's own message
says '^syntax/app\.bpf\.c: error: clang could not compile this BPF program'

project header
sed -i 's/bpf_helpers/no_such_header/' header/app.bpf.c
fails header
says "header/app\.bpf\.c:2:10: fatal error: 'bpf/no_such_header\.h' file not found"

project 'odd name'
mv 'odd name/app.bpf.c' 'odd name/a b.bpf.c'
fails 'odd name'
errors 1
says 'letters, digits and \._\+- only'

project named
fails named --name=a/b
errors 1
says "^wbcc: error: --name: 'a/b' may hold"

project vm
sed -i '1s/.*/#include "vmlinux.h"/' vm/app.bpf.c
fails vm --vmlinux nowhere.h
errors 1
says '^nowhere\.h: error: no such file$'
echo 'this is no BTF' > vm.btf
fails vm --vmlinux vm.btf
errors 1
says '^vm\.btf: '

if unshare -m true 2> /dev/null && [ -d /sys/kernel/btf ]; then
	rm -rf out
	# shellcheck disable=SC2016
	expect 1 unshare -m sh -c 'mount -t tmpfs tmpfs /sys/kernel/btf && exec "$WBCC" build vm -o out'
	errors 1
	says '^/sys/kernel/btf/vmlinux: error: the sources include vmlinux\.h, but this kernel offers no BTF'
	says '^note: .*--vmlinux FILE'
	absent out
else
	echo "SKIP: hiding the kernel's BTF needs mount namespaces (root)"
fi

# wbcc.yaml: line and column.
project yaml
yaml() { # CONTENT PLACE MESSAGE
	printf '%b' "$1" > yaml/wbcc.yaml
	fails yaml
	errors 1
	says "^yaml/wbcc\.yaml:$2: error: $3"
}
yaml 'nam: x\n' 1:1 "unknown key 'nam'"
yaml 'bpf:\n  cflag: [a]\n' 2:3 "unknown key 'cflag' in bpf"
yaml 'bpf: yes\n' 1:6 'expected keys and values'
yaml 'name: [x]\n' 1:7 'expected a text'
yaml 'preopens: /proc\n' 1:11 'expected a list'
yaml 'name: a\nname: b\n' 2:1 "'name' stands here a second time"
yaml 'name: "x\n' '[0-9]+:[0-9]+' ''
yaml '[a]' 1:1 'expected keys and values'
printf 'guest:\n  sources: [missing.c]\n' > yaml/wbcc.yaml
fails yaml
says '^yaml/missing\.c: error: no such file$'
printf 'name: a/b\n' > yaml/wbcc.yaml
fails yaml
says "name 'a/b' may hold"

# The user side: clang's message stays visible; results of earlier stages are whole.
project guest
echo 'int broken( {' >> guest/app.c
expect 1 "$WBCC" build guest -o out2
says '^guest/app\.c:8:[0-9]+: error: '
says '^guest/app\.c: error: clang could not compile this source for wasm32-wasi'
absent out2/app.wasm out2/app
clean "$work"

project undefined
sed -i 's/puts("hello")/nobody_has_this()/; 2a int nobody_has_this(void);' undefined/app.c
expect 1 "$WBCC" build undefined -o out3
says 'undefined symbol: nobody_has_this'
absent out3/app.wasm out3/app

# What was there before a failure is there after it.
project keep
mkdir kept
echo precious > kept/app
echo precious > kept/notes
echo 'int broken( {' >> keep/app.bpf.c
expect 1 "$WBCC" build keep -o kept
[ "$(cat kept/app kept/notes)" = "precious
precious" ] || die 'a failed build touched the output folder'

# An output folder that is a file, and a name that is a folder.
project plain
echo x > file
expect 1 "$WBCC" build plain -o file --stop-after=bpf
says '^file: error: cannot make this folder: Not a directory'
mkdir -p taken/app.bpf.o
expect 1 "$WBCC" build plain -o taken --stop-after=bpf
errors 1
says '^taken/app\.bpf\.o: error: cannot write: Is a directory'
clean taken
passed
