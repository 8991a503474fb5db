/* <sys/syscall.h> of a guest: the numbers of Linux's system calls on the host. */
#ifndef WBCC_SDK_SYS_SYSCALL_H
#define WBCC_SDK_SYS_SYSCALL_H

#include <asm/unistd.h>

#define SYS_perf_event_open __NR_perf_event_open
#define SYS_gettid __NR_gettid
#define SYS_getpid __NR_getpid
#define SYS_getcpu __NR_getcpu

#endif
