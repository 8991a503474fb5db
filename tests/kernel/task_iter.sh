#!/bin/sh
# task_iter: the list has ourselves and a process that we started, with their names.
. "$(dirname "$0")/lib.sh"

check() {
	cp /bin/sleep "$work/wbsleep"
	"$work/wbsleep" 60 &
	sleeper=$!
	sleep 0.2
	tool '^PID'
	wait_end 0
	kill $sleeper
	wait $sleeper 2> /dev/null
	expect "^$sleeper +$sleeper +[0-9a-f]+ +wbsleep\$"
	expect "^$$ +$$ +"
	expect '^2 +2 +[0-9a-f]+ +kthreadd$'
}
main task_iter
