#!/bin/sh
# BPF objects that cannot be read: one error, exit code 1, no output, no crash.
. "${0%/*}/lib.sh"
command -v clang > /dev/null || skip "no clang: apt-get install clang"
project p
expect 0 "$WBCC" build p -o out --stop-after=bpf
object=out/app.bpf.o

refused() { # FILE MESSAGE
	for command in "gen skeleton $1 -o gen.h" "gen types $1 -o gen.h" "gen json $1 -o gen.h"; do
		# shellcheck disable=SC2086
		expect 1 "$WBCC" $command
		errors 1
		says "^$1: .*error: .*$2"
		absent gen.h
	done
	clean "$work"
}
refused missing.o 'cannot open'
: > empty.o
refused empty.o ''
echo text > text.o
refused text.o ''
clang --target=bpf -O2 -c p/app.bpf.c -I/usr/include/"$(uname -m)"-linux-gnu -o nobtf.o
refused nobtf.o 'BTF'
echo 'int x;' > x.c
clang -c x.c -o host.o
refused host.o ''

size=$(wc -c < $object)
at=1
while [ $at -lt "$size" ]; do
	head -c $at $object > cut.o
	"$WBCC" gen types cut.o -o gen.h > .out 2> .err
	status=$?
	last="cut at $at"
	[ $status = 1 ] || die "exit code $status"
	errors 1
	absent gen.h
	at=$((at + size / 40 + 1))
done
at=9
while [ $at -lt "$size" ]; do
	cp $object flip.o
	printf '\377' | dd of=flip.o bs=1 seek=$at conv=notrunc 2> /dev/null
	"$WBCC" gen skeleton flip.o -o gen.h > .out 2> .err
	status=$?
	last="flip at $at"
	case $status in
	0) rm gen.h ;;
	1) errors 1 && absent gen.h ;;
	*) die "exit code $status" ;;
	esac
	at=$((at + size / 60 + 1))
done
passed
