// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Prints the IPv4 packets of an interface: sockfilter INTERFACE.
 * Introduces: a raw packet socket with a BPF program attached by setsockopt.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <bpf/libbpf.h>
#include "sockfilter.h"
#include "sockfilter.skel.h"

static volatile sig_atomic_t stop;

static void on_signal(int sig)
{
	stop = 1;
}

static void print_address(unsigned address, unsigned short port)
{
	const unsigned char *ip = (const unsigned char *)&address;

	printf("%u.%u.%u.%u:%u", ip[0], ip[1], ip[2], ip[3], ntohs(port));
}

static int handle_event(void *ctx, void *data, size_t size)
{
	const struct event *e = data;

	printf("protocol %u ", e->protocol);
	print_address(e->source, e->source_port);
	printf(" -> ");
	print_address(e->destination, e->destination_port);
	printf(" length %u\n", e->length);
	return 0;
}

static int open_raw_socket(const char *name)
{
	struct sockaddr_ll address = {
		.sll_family = AF_PACKET,
		.sll_protocol = htons(ETH_P_ALL),
		.sll_ifindex = (int)if_nametoindex(name),
	};
	int fd;

	if (!address.sll_ifindex)
		return -1;
	fd = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, htons(ETH_P_ALL));
	if (fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

int main(int argc, char **argv)
{
	struct sockfilter_bpf *skel = NULL;
	struct ring_buffer *rb = NULL;
	int sock, prog_fd, err = 1;

	if (argc != 2) {
		fprintf(stderr, "usage: sockfilter INTERFACE\n");
		return 2;
	}
	sock = open_raw_socket(argv[1]);
	if (sock < 0) {
		fprintf(stderr, "Failed to open a packet socket on %s: %s\n", argv[1], strerror(errno));
		return 1;
	}
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);
	skel = sockfilter_bpf__open_and_load();
	if (!skel) {
		fprintf(stderr, "Failed to open and load the BPF object\n");
		goto cleanup;
	}
	prog_fd = bpf_program__fd(skel->progs.on_packet);
	if (setsockopt(sock, SOL_SOCKET, SO_ATTACH_BPF, &prog_fd, sizeof(prog_fd))) {
		fprintf(stderr, "Failed to attach to the socket: %s\n", strerror(errno));
		goto cleanup;
	}
	rb = ring_buffer__new(bpf_map__fd(skel->maps.rb), handle_event, NULL, NULL);
	if (!rb)
		goto cleanup;
	printf("Watching packets on %s\n", argv[1]);
	fflush(stdout);
	err = 0;
	while (!stop) {
		err = ring_buffer__poll(rb, 100);
		if (err == -EINTR) {
			err = 0;
			break;
		}
		if (err < 0)
			break;
		err = 0;
		fflush(stdout);
	}

cleanup:
	ring_buffer__free(rb);
	sockfilter_bpf__destroy(skel);
	close(sock);
	return err ? 1 : 0;
}
