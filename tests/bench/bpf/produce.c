/*
 * produce PIN: runs the pinned program over and over until the pin is gone.
 */
#include <stdio.h>
#include <unistd.h>

#include <string.h>

#include <bpf/bpf.h>

int main(int argc, char **argv)
{
	char packet[64] = {0};
	int fd = bpf_obj_get(argc > 1 ? argv[1] : "");

	if (fd < 0) {
		perror("produce");
		return 1;
	}
	while (!access(argv[1], F_OK)) {
		LIBBPF_OPTS(bpf_test_run_opts, run, .data_in = packet,
			.data_size_in = sizeof packet, .repeat = 10000);
		if (bpf_prog_test_run_opts(fd, &run))
			return 1;
	}
	return 0;
}
