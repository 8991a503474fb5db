#!/bin/sh
# ksyscall: a signal that we send is reported with sender, number and receiver.
. "$(dirname "$0")/lib.sh"
need_native_start ksyscall '^Watching' "system call hooks (kprobes)"

check() {
	tool '^Watching'
	sleep 30 &
	victim=$!
	kill -USR1 $victim
	wait $victim
	wait_for "^$$ +[^ ]+ +sends signal 10 to $victim\$"
	finish INT 0
}
main ksyscall
