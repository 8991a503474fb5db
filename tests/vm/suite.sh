#!/bin/sh
# Runs inside the guest (busybox ash): starts each example of the payload, makes the event that
# it watches, and says what happened.  One line a program on stdout:
#
#     RESULT NAME runs
#     RESULT NAME impossible STAGE MESSAGE     it ended before it was ready; its last words
#     RESULT NAME silent MESSAGE               attached, but the event was not seen
#
# shellcheck disable=SC2016  # triggers are evaluated later
: > /tmp/file
mkdir -p /tmp/wbprotected
bin=/payload

say_last() { grep -v '^ *$' /tmp/err | tail -n 1 | tr -d '\r' | cut -c1-160; }

# try NAME READY TRIGGER EXPECTED ARGS...: TRIGGER is run until EXPECTED shows, 20 times at most.
try() {
	name=$1 ready=$2 trigger=$3 expected=$4
	shift 4
	[ -x $bin/$name ] || { echo "RESULT $name silent not in the payload"; return; }
	: > /tmp/out # the last one's words must not be taken for this one's
	$bin/$name "$@" > /tmp/out 2> /tmp/err &
	pid=$!
	n=0
	until grep -qE -e "$ready" /tmp/out; do
		kill -0 $pid 2> /dev/null || {
			grep -qE -e "$ready" /tmp/out && break
			echo "RESULT $name impossible $(say_last)"
			return
		}
		n=$((n + 1))
		[ $n -lt 900 ] || { kill -9 $pid; echo "RESULT $name silent never ready"; return; }
		usleep 100000
	done
	n=0
	until grep -qE -e "$expected" /tmp/out; do
		eval "$trigger" > /dev/null 2>&1
		n=$((n + 1))
		[ $n -lt 20 ] || {
			kill -9 $pid
			echo "RESULT $name silent $(tail -n 1 /tmp/out | cut -c1-100) $(say_last)"
			return
		}
		usleep 150000
	done
	kill -INT $pid 2> /dev/null
	wait $pid
	status=$?
	[ $status = 0 ] && echo "RESULT $name runs" || echo "RESULT $name silent exit status $status"
}

# As try, for tools that print what they counted when they end.
try_sum() {
	name=$1 ready=$2 trigger=$3 expected=$4
	shift 4
	: > /tmp/out # the last one's words must not be taken for this one's
	$bin/$name "$@" > /tmp/out 2> /tmp/err &
	pid=$!
	n=0
	until grep -qE -e "$ready" /tmp/out; do
		kill -0 $pid 2> /dev/null || { echo "RESULT $name impossible $(say_last)"; return; }
		n=$((n + 1))
		[ $n -lt 900 ] || { kill -9 $pid; echo "RESULT $name silent never ready"; return; }
		usleep 100000
	done
	eval "$trigger" > /dev/null 2>&1
	usleep 300000
	kill -INT $pid
	wait $pid
	grep -qE -e "$expected" /tmp/out && echo "RESULT $name runs" ||
		echo "RESULT $name silent $(tail -n 1 /tmp/out | cut -c1-100)"
}

run_target='$bin/wbtarget 42'
try minimal '^[0-9]+ programs started' "$run_target" ', the last: wbtarget '
try bootstrap '^TIME' "$run_target" ' EXIT +wbtarget +[0-9]+ +[0-9]+ +\[42\]'
try bootstrap_legacy '^EVENT' "$run_target" '^EXIT wbtarget +[0-9]+ +[0-9]+ +\[42\]'
try execve '^PID' "$run_target" "$bin/wbtarget"
try runqlat '^Tracing' "$run_target" '-> 1 +: +[0-9]+' 1 1
try opensnoop '^PID' 'cat /tmp/file' 'cat +[0-9]+ +0 /tmp/file'
try uprobe '^Watching' "$run_target" 'add_numbers returned 42' $bin/wbtarget add_numbers
try usdt '^Watching' "$run_target" '2 arguments: 100 2' $bin/wbtarget wbtest step
try_sum xdp '^Counting' 'ping -c 5 -i 0.1 127.0.0.1' '^protocol 1 +[0-9]+ packets' lo
try_sum tc '^Counting' 'ping -c 5 -i 0.1 127.0.0.1' '^[1-9][0-9]* packets' lo
try sockfilter '^Watching' 'ping -c 1 127.0.0.1' 'protocol 1 127.0.0.1' lo
mkdir -p /sys/fs/cgroup/wb
connect='(echo 0 > /sys/fs/cgroup/wb/cgroup.procs; nc -l -p 4242 < /dev/null & usleep 200000;
	sh -c "echo 0 > /sys/fs/cgroup/wb/cgroup.procs; echo hello | nc -w 1 127.0.0.1 4242")'
try sockops '^Watching' "$connect" '^CONNECT 127.0.0.1:4242' /sys/fs/cgroup/wb
remove='cp /bin/busybox /tmp/rm; : > /tmp/gone; /tmp/rm /tmp/gone'
try kprobe '^Watching' "$remove" ' rm +EXIT 0$'
try fentry '^Watching' "$remove" ' rm +EXIT 0$'
try ksyscall '^Watching' 'sleep 9 & kill -USR1 $!' 'sends signal 10 to'
try_sum lsm '^Protecting' 'rmdir /tmp/wbprotected' '^1 refused' wbprotected
try task_iter 'kthreadd' : 'kthreadd'
try profile '^Sampling' "$run_target" '^  kernel f' -f 99 2
try minimal_ns '^5 writes' : '^5 writes' 5
try minimal_legacy '^5 writes' : '^5 writes' 5
for extra in $bin/suite.d/*.sh; do
	# shellcheck disable=SC1090  # each example of a newer kind brings its own try line
	[ ! -f "$extra" ] || . "$extra"
done
exit 0
