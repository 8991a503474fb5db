// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Samples what the CPUs run: profile [-f HZ] [-p PID] SECONDS.
 * Introduces: perf_event_open, one link for each CPU, kernel symbols from /proc/kallsyms.
 */
#include <errno.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include <bpf/libbpf.h>
#include "profile.h"
#include "profile.skel.h"

struct symbol {
	unsigned long long address;
	char name[56];
};

static struct symbol *symbols;
static size_t n_symbols;

static volatile sig_atomic_t stop;

static void on_signal(int sig)
{
	stop = 1;
}

static int by_address(const void *a, const void *b)
{
	const struct symbol *x = a, *y = b;

	return x->address < y->address ? -1 : x->address > y->address;
}

static void read_symbols(void)
{
	FILE *f = fopen("/proc/kallsyms", "r");
	size_t cap = 0;
	char line[512], type;

	while (f && fgets(line, sizeof(line), f)) {
		struct symbol s;

		if (sscanf(line, "%llx %c %55s", &s.address, &type, s.name) != 3)
			continue;
		if (type != 't' && type != 'T')
			continue;
		if (n_symbols == cap) {
			cap = cap ? cap * 2 : 65536;
			symbols = realloc(symbols, cap * sizeof(*symbols));
			if (!symbols)
				exit(1);
		}
		symbols[n_symbols++] = s;
	}
	if (f)
		fclose(f);
	qsort(symbols, n_symbols, sizeof(*symbols), by_address);
}

static const char *symbol_of(unsigned long long address)
{
	size_t low = 0, high = n_symbols;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (symbols[mid].address <= address)
			low = mid + 1;
		else
			high = mid;
	}
	return low && symbols[low - 1].address ? symbols[low - 1].name : "?";
}

static int handle_event(void *ctx, void *data, size_t size)
{
	const struct event *e = data;

	printf("%s (pid %d) on CPU %u\n", e->comm, e->pid, e->cpu);
	for (int i = 0; i < e->kernel_bytes / 8; i++)
		printf("  kernel %016llx %s\n", e->kernel[i], symbol_of(e->kernel[i]));
	for (int i = 0; i < e->user_bytes / 8; i++)
		printf("  user   %016llx\n", e->user[i]);
	return 0;
}

static int open_timer(int cpu, int hz)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_SW_CPU_CLOCK,
		.sample_freq = hz,
		.freq = 1,
	};

	return (int)syscall(__NR_perf_event_open, &attr, -1, cpu, -1, 0);
}

int main(int argc, char **argv)
{
	struct bpf_link **links = NULL;
	struct ring_buffer *rb = NULL;
	struct profile_bpf *skel;
	int cpus = libbpf_num_possible_cpus(), hz = 49, pid = 0, seconds, opt, err = 1;
	time_t end;

	while ((opt = getopt(argc, argv, "f:p:")) != -1) {
		if (opt == 'f')
			hz = atoi(optarg);
		else if (opt == 'p')
			pid = atoi(optarg);
		else
			return 2;
	}
	if (optind != argc - 1 || hz <= 0 || (seconds = atoi(argv[optind])) <= 0) {
		fprintf(stderr, "usage: profile [-f HZ] [-p PID] SECONDS\n");
		return 2;
	}
	signal(SIGINT, on_signal);
	skel = profile_bpf__open();
	if (!skel) {
		fprintf(stderr, "Failed to open the BPF object\n");
		return 1;
	}
	skel->rodata->only_pid = pid;
	links = calloc(cpus, sizeof(*links));
	if (!links || profile_bpf__load(skel)) {
		fprintf(stderr, "Failed to load the BPF object\n");
		goto cleanup;
	}
	read_symbols();
	rb = ring_buffer__new(bpf_map__fd(skel->maps.rb), handle_event, NULL, NULL);
	if (!rb)
		goto cleanup;
	for (int cpu = 0; cpu < cpus; cpu++) {
		int fd = open_timer(cpu, hz);

		if (fd < 0) {
			if (errno == ENODEV) /* possible but not present */
				continue;
			fprintf(stderr, "Failed to open CPU %d's timer: %s\n", cpu, strerror(errno));
			goto cleanup;
		}
		links[cpu] = bpf_program__attach_perf_event(skel->progs.on_sample, fd);
		if (!links[cpu]) {
			fprintf(stderr, "Failed to attach to CPU %d\n", cpu);
			close(fd);
			goto cleanup;
		}
	}
	printf("Sampling at %d Hz\n", hz);
	fflush(stdout);
	end = time(NULL) + seconds;
	err = 0;
	while (!stop && time(NULL) < end) {
		err = ring_buffer__poll(rb, 100);
		if (err < 0 && err != -EINTR)
			break;
		err = 0;
	}

cleanup:
	for (int cpu = 0; links && cpu < cpus; cpu++)
		bpf_link__destroy(links[cpu]);
	free(links);
	free(symbols);
	ring_buffer__free(rb);
	profile_bpf__destroy(skel);
	return err ? 1 : 0;
}
