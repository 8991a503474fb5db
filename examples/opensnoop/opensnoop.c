// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Prints which files processes open; filters by process and by user, in the kernel.
 * Introduces: several programs that work together, filters through rodata.
 */
#include <argp.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <bpf/libbpf.h>
#include "opensnoop.h"
#include "opensnoop.skel.h"

static struct {
	int pid;
	unsigned uid;
	bool failed;
} env = { .uid = (unsigned)-1 };

static const struct argp_option options[] = {
	{ "pid", 'p', "PID", 0, "Trace this process only", 0 },
	{ "uid", 'u', "UID", 0, "Trace this user only", 0 },
	{ "failed", 'x', NULL, 0, "Show failed opens only", 0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	char *end = NULL;

	switch (key) {
	case 'p':
		env.pid = (int)strtol(arg, &end, 10);
		if (*end || env.pid <= 0)
			argp_error(state, "not a process id: %s", arg);
		break;
	case 'u':
		env.uid = (unsigned)strtoul(arg, &end, 10);
		if (*end)
			argp_error(state, "not a user id: %s", arg);
		break;
	case 'x':
		env.failed = true;
		break;
	case ARGP_KEY_ARG:
		argp_usage(state);
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct argp argp = {
	.options = options,
	.parser = parse_option,
	.doc = "Trace open(2) and openat(2).",
};

static volatile sig_atomic_t stop;

static void on_signal(int sig)
{
	stop = 1;
}

static void handle_event(void *ctx, int cpu, void *data, unsigned int size)
{
	const struct event *e = data;
	int fd = e->ret < 0 ? -1 : e->ret, err = e->ret < 0 ? -e->ret : 0;

	printf("%-7d %-6u %-16s %3d %3d %s\n", e->pid, e->uid, e->comm, fd, err, e->path);
}

static void handle_lost(void *ctx, int cpu, unsigned long long count)
{
	fprintf(stderr, "lost %llu events on CPU %d\n", count, cpu);
}

int main(int argc, char **argv)
{
	struct perf_buffer *pb = NULL;
	struct opensnoop_bpf *skel;
	int err = argp_parse(&argp, argc, argv, 0, NULL, NULL);

	if (err)
		return err;
	skel = opensnoop_bpf__open();
	if (!skel) {
		fprintf(stderr, "Failed to open the BPF object\n");
		return 1;
	}
	skel->rodata->only_pid = env.pid;
	skel->rodata->only_uid = env.uid;
	skel->rodata->only_failed = env.failed;
	/* open(2) is not a system call of its own on newer architectures: try, do not insist */
	bpf_program__set_autoattach(skel->progs.enter_open, false);
	bpf_program__set_autoattach(skel->progs.exit_open, false);
	err = opensnoop_bpf__load(skel);
	if (!err)
		err = opensnoop_bpf__attach(skel);
	if (!err) {
		skel->links.enter_open = bpf_program__attach(skel->progs.enter_open);
		skel->links.exit_open = bpf_program__attach(skel->progs.exit_open);
	}
	if (err) {
		fprintf(stderr, "Failed to load and attach: %d\n", err);
		goto cleanup;
	}
	pb = perf_buffer__new(bpf_map__fd(skel->maps.events), 64, handle_event, handle_lost, NULL,
			      NULL);
	if (!pb) {
		err = -errno;
		fprintf(stderr, "Failed to open the perf buffer: %d\n", err);
		goto cleanup;
	}
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);
	printf("%-7s %-6s %-16s %3s %3s %s\n", "PID", "UID", "COMM", "FD", "ERR", "PATH");
	fflush(stdout);
	while (!stop) {
		err = perf_buffer__poll(pb, 100);
		if (err < 0 && err != -EINTR) {
			fprintf(stderr, "Error polling the perf buffer: %s\n", strerror(-err));
			goto cleanup;
		}
		fflush(stdout);
	}
	err = 0;

cleanup:
	perf_buffer__free(pb);
	opensnoop_bpf__destroy(skel);
	return err ? 1 : 0;
}
