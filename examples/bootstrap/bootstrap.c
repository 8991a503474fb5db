// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Prints a line for each process that starts and each that ends on this machine.
 * Introduces: a skeleton, constants set before load (rodata), a ring buffer, argp, signals.
 */
#include <argp.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <bpf/libbpf.h>
#include "bootstrap.h"
#include "bootstrap.skel.h"

static struct {
	bool verbose;
	long min_duration_ms;
} env;

const char *argp_program_version = "bootstrap 1.0";

static const struct argp_option options[] = {
	{ "verbose", 'v', NULL, 0, "Print libbpf's debug messages", 0 },
	{ "duration", 'd', "MS", 0, "Report only processes that lived at least MS milliseconds", 0 },
	{ 0 },
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case 'v':
		env.verbose = true;
		break;
	case 'd':
		errno = 0;
		env.min_duration_ms = strtol(arg, NULL, 10);
		if (errno || env.min_duration_ms <= 0) {
			fprintf(stderr, "Invalid duration: %s\n", arg);
			argp_usage(state);
		}
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
	.doc = "Trace the start and the end of processes.",
};

static volatile sig_atomic_t stop;

static void on_signal(int sig)
{
	stop = 1;
}

static int print_message(enum libbpf_print_level level, const char *format, va_list args)
{
	if (level == LIBBPF_DEBUG && !env.verbose)
		return 0;
	return vfprintf(stderr, format, args);
}

static int handle_event(void *ctx, void *data, size_t size)
{
	const struct event *e = data;
	char clock[16];
	time_t now = time(NULL);

	strftime(clock, sizeof(clock), "%H:%M:%S", localtime(&now));
	if (!e->exit_event) {
		printf("%-8s %-5s %-16s %-7d %-7d %s\n", clock, "EXEC", e->comm, e->pid, e->ppid,
		       e->filename);
		return 0;
	}
	printf("%-8s %-5s %-16s %-7d %-7d [%u]", clock, "EXIT", e->comm, e->pid, e->ppid,
	       e->exit_code);
	if (e->duration_ns)
		printf(" (%llums)", e->duration_ns / 1000000);
	printf("\n");
	return 0;
}

int main(int argc, char **argv)
{
	struct ring_buffer *rb = NULL;
	struct bootstrap_bpf *skel;
	int err = argp_parse(&argp, argc, argv, 0, NULL, NULL);
	if (err)
		return err;

	libbpf_set_print(print_message);
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);

	skel = bootstrap_bpf__open();
	if (!skel) {
		fprintf(stderr, "Failed to open the BPF object\n");
		return 1;
	}
	skel->rodata->min_duration_ns = env.min_duration_ms * 1000000ULL;
	err = bootstrap_bpf__load(skel);
	if (err) {
		fprintf(stderr, "Failed to load and verify the BPF programs\n");
		goto cleanup;
	}
	err = bootstrap_bpf__attach(skel);
	if (err) {
		fprintf(stderr, "Failed to attach the BPF programs\n");
		goto cleanup;
	}
	rb = ring_buffer__new(bpf_map__fd(skel->maps.rb), handle_event, NULL, NULL);
	if (!rb) {
		err = -1;
		fprintf(stderr, "Failed to create the ring buffer\n");
		goto cleanup;
	}

	printf("%-8s %-5s %-16s %-7s %-7s %s\n", "TIME", "EVENT", "COMM", "PID", "PPID",
	       "FILENAME/EXIT CODE");
	fflush(stdout);
	while (!stop) {
		err = ring_buffer__poll(rb, 100 /* ms */);
		if (err == -EINTR) {
			err = 0;
			break;
		}
		if (err < 0) {
			fprintf(stderr, "Error polling the ring buffer: %d\n", err);
			break;
		}
		err = 0;
		fflush(stdout);
	}

cleanup:
	ring_buffer__free(rb);
	bootstrap_bpf__destroy(skel);
	return err < 0 ? 1 : 0;
}
