#!/bin/sh
# fentry: the removal of a file is reported on entry and on return, with the result.
. "$(dirname "$0")/lib.sh"
need_native_start fentry '^Watching' "fentry programs"

check() {
	tool '^Watching'
	: > "$work/gone"
	cp /bin/rm "$work/wbrm"
	"$work/wbrm" "$work/gone" &
	pid=$!
	wait $pid
	wait_for "^$pid +wbrm +EXIT 0\$"
	expect "^$pid +wbrm +ENTRY\$"
	finish INT 0
}
main fentry
