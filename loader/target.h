/*
 * Attaching by a string: what a target means for each kind of program.
 *
 *     cgroup programs, sockops     the path of a cgroup
 *     xdp                          an interface
 *     tc, classifier, action       an interface, with ":egress" for the other direction
 *     kprobe, kretprobe            a kernel function, with "+0x10" for an offset
 *     ksyscall, kretsyscall        a system call
 *     uprobe, uretprobe            PATH:FUNCTION or PATH:+0xOFFSET
 *     usdt                         PATH:PROVIDER:NAME
 *     tracepoint                   CATEGORY/NAME
 *     raw_tracepoint               NAME
 *     others, or an empty string   what the section name says
 */
#ifndef WBCC_LOADER_TARGET_H
#define WBCC_LOADER_TARGET_H

#include "loader.h"

/* Attaches; the link lives as long as *object* (a handle).  0 or -errno. */
int target_attach(struct loader *l, uint32_t object, struct bpf_program *prog, const char *target);

#endif
