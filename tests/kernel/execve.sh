#!/bin/sh
# execve: a perf buffer brings the pid, the caller's name and the path of a call that we make.
. "$(dirname "$0")/lib.sh"
need_tracefs

check() {
	tool '^PID'
	cp /bin/true "$work/wbexec$$"
	"$work/wbexec$$" &
	pid=$!
	wait $pid
	wait_for "^$pid +0 +[^ ]+ +$work/wbexec$$\$"
	finish INT 0
}
main execve
