// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Prints how long tasks wait for a CPU as a histogram: every INTERVAL seconds, COUNT times.
 * Introduces: walking a map, deleting from it, positional arguments.
 */
#include <argp.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include "runqlat.h"
#include "runqlat.skel.h"

static struct {
	int interval;
	int count;
	bool per_process;
	int pid;
} env = { .interval = 99999999, .count = 99999999 };

static const struct argp_option options[] = {
	{ "processes", 'P', NULL, 0, "Print a histogram for each process", 0 },
	{ "pid", 'p', "PID", 0, "Trace this process only", 0 },
	{ 0 },
};

static int positive(const char *text, struct argp_state *state)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (*end || n <= 0 || n > 99999999) {
		fprintf(stderr, "Not a positive number: %s\n", text);
		argp_usage(state);
	}
	return (int)n;
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case 'P':
		env.per_process = true;
		break;
	case 'p':
		env.pid = positive(arg, state);
		break;
	case ARGP_KEY_ARG:
		if (state->arg_num == 0)
			env.interval = positive(arg, state);
		else if (state->arg_num == 1)
			env.count = positive(arg, state);
		else
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
	.args_doc = "[INTERVAL [COUNT]]",
	.doc = "Summarize run queue latency as a histogram.",
};

static volatile sig_atomic_t stop;

static void on_signal(int sig)
{
	stop = 1;
}

static void print_stars(unsigned value, unsigned max)
{
	unsigned width = 40, n = max ? (unsigned)((unsigned long long)value * width / max) : 0;

	for (unsigned i = 0; i < width; i++)
		putchar(i < n ? '*' : ' ');
}

static void print_hist(const struct hist *h)
{
	unsigned max = 0;
	int last = -1;

	for (int i = 0; i < MAX_SLOTS; i++) {
		if (h->slots[i])
			last = i;
		if (h->slots[i] > max)
			max = h->slots[i];
	}
	if (last < 0)
		return;
	printf("%11s : %-8s %s\n", "usecs", "count", "distribution");
	for (int i = 0; i <= last; i++) {
		unsigned long long low = i ? 1ULL << i : 0, high = (1ULL << (i + 1)) - 1;

		printf("%4llu -> %-4llu : %-8u |", low, high, h->slots[i]);
		print_stars(h->slots[i], max);
		printf("|\n");
	}
}

static int print_and_clear(int fd)
{
	unsigned key, next;
	unsigned *prev = NULL;
	struct hist h;

	while (!bpf_map_get_next_key(fd, prev, &next)) {
		if (bpf_map_lookup_elem(fd, &next, &h)) {
			fprintf(stderr, "Failed to look up a histogram: %s\n", strerror(errno));
			return -1;
		}
		if (env.per_process)
			printf("\npid = %u %s\n", next, h.comm);
		print_hist(&h);
		key = next;
		prev = &key;
	}
	while (!bpf_map_get_next_key(fd, NULL, &key))
		if (bpf_map_delete_elem(fd, &key))
			return -1;
	return 0;
}

int main(int argc, char **argv)
{
	struct runqlat_bpf *skel;
	int err = argp_parse(&argp, argc, argv, 0, NULL, NULL);

	if (err)
		return err;
	skel = runqlat_bpf__open();
	if (!skel) {
		fprintf(stderr, "Failed to open the BPF object\n");
		return 1;
	}
	skel->rodata->per_process = env.per_process;
	skel->rodata->only_tgid = env.pid;
	err = runqlat_bpf__load(skel);
	if (!err)
		err = runqlat_bpf__attach(skel);
	if (err) {
		fprintf(stderr, "Failed to load and attach: %d\n", err);
		goto cleanup;
	}
	signal(SIGINT, on_signal);
	printf("Tracing run queue latency... Hit Ctrl-C to end.\n");
	fflush(stdout);
	for (int i = 0; i < env.count && !stop; i++) {
		sleep(env.interval);
		printf("\n");
		err = print_and_clear(bpf_map__fd(skel->maps.hists));
		fflush(stdout);
		if (err)
			break;
	}

cleanup:
	runqlat_bpf__destroy(skel);
	return err ? 1 : 0;
}
