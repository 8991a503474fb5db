/* Descriptors beyond WASI's: sockets, pipes, counters, perf events, temporary files. */
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void sockets(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				   .sin_addr.s_addr = htonl(INADDR_LOOPBACK)},
			   from;
	socklen_t length = sizeof address, from_length = sizeof from;
	int a = socket(AF_INET, SOCK_DGRAM, 0), b = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0),
	    on = 1, got = 0;
	char text[20] = "";

	printf("bind %d", bind(a, (struct sockaddr *)&address, sizeof address));
	printf(" name %d", getsockname(a, (struct sockaddr *)&address, &length));
	printf(" length %d port %d\n", (int)length, address.sin_port != 0);
	printf("send %d",
		(int)sendto(b, "hello", 5, 0, (struct sockaddr *)&address, sizeof address));
	printf(" recv %d",
		(int)recvfrom(a, text, sizeof text, 0, (struct sockaddr *)&from, &from_length));
	printf(" %s family %d length %d\n", text, from.sin_family, (int)from_length);
	printf("dontwait %d", (int)recv(a, text, 1, MSG_DONTWAIT));
	printf(" %s\n", strerror(errno));
	length = sizeof got;
	printf("setsockopt %d", setsockopt(a, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on));
	printf(" getsockopt %d", getsockopt(a, SOL_SOCKET, SO_REUSEADDR, &got, &length));
	printf(" %d %d\n", got, (int)length);
	printf("bad filter %d", setsockopt(a, SOL_SOCKET, SO_ATTACH_BPF, &a, sizeof a));
	printf("\n");
	close(a);
	printf("closed %d", (int)send(a, "x", 1, 0));
	printf(" %s\n", strerror(errno));
	close(b);
}

static void streams(void)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t length = sizeof address;
	int server = socket(AF_INET, SOCK_STREAM, 0), client = socket(AF_INET, SOCK_STREAM, 0),
	    conn, n = 0;
	char text[8] = "";

	bind(server, (struct sockaddr *)&address, sizeof address);
	getsockname(server, (struct sockaddr *)&address, &length);
	printf("listen %d", listen(server, 1));
	printf(" connect %d", connect(client, (struct sockaddr *)&address, sizeof address));
	conn = accept(server, NULL, NULL);
	printf(" accept %d\n", conn > client);
	printf("write %d", (int)write(client, "bytes", 5));
	while (!n)
		ioctl(conn, FIONREAD, &n);
	printf(" ready %d", n);
	printf(" read %d", (int)read(conn, text, sizeof text));
	printf(" %s\n", text);
	printf("shutdown %d", shutdown(client, SHUT_WR));
	printf(" end %d\n", (int)read(conn, text, sizeof text));
	close(conn), close(client), close(server);
}

static void counters(void)
{
	int fd = eventfd(3, 0), fds[2];
	eventfd_t value = 0;
	char text[8] = "";

	printf("eventfd %d", eventfd_write(fd, 4));
	printf(" %d", eventfd_read(fd, &value));
	printf(" %llu\n", (unsigned long long)value);
	close(fd);
	printf("pipe %d", pipe(fds));
	printf(" write %d", (int)write(fds[1], "pipe", 4));
	printf(" read %d", (int)read(fds[0], text, 8));
	printf(" %s\n", text);
	close(fds[0]), close(fds[1]);
}

static void perf_events(void)
{
	struct perf_event_attr attr = {.type = PERF_TYPE_SOFTWARE,
		.size = sizeof attr,
		.config = PERF_COUNT_SW_TASK_CLOCK,
		.disabled = 1};
	int fd = syscall(__NR_perf_event_open, &attr, 0, -1, -1, 0UL);
	uint64_t value = 0;

	printf("perf %d", fd >= 0);
	printf(" enable %d", ioctl(fd, PERF_EVENT_IOC_ENABLE, 0));
	for (volatile int i = 0; i < 1000000; i++)
		;
	printf(" read %d", (int)read(fd, &value, sizeof value));
	printf(" counted %d", value > 0);
	printf(" disable %d", ioctl(fd, PERF_EVENT_IOC_DISABLE, 0));
	printf(" close %d\n", close(fd));
	attr.size = 1;
	printf("bad size %d", (int)syscall(__NR_perf_event_open, &attr, 0, -1, -1, 0UL));
	printf(" %s\n", strerror(errno));
	printf("bad call %d", (int)syscall(100000L));
	printf(" %s\n", strerror(errno));
}

static void files(void)
{
	char path[] = "/tmp/libc-XXXXXX", folder[] = "/tmp/libc-XXXXXX", bad[] = "/tmp/libc-XXXXX";
	int fd = mkstemp(path);
	struct stat st;

	printf("mkstemp %d changed %d", fd >= 0, strcmp(path, "/tmp/libc-XXXXXX") != 0);
	printf(" write %d", (int)write(fd, "x", 1));
	printf(" stat %d size %d\n", stat(path, &st), (int)st.st_size);
	close(fd);
	printf("unlink %d\n", unlink(path));
	printf("mkdtemp %d", mkdtemp(folder) != NULL);
	printf(" rmdir %d\n", rmdir(folder));
	printf("bad %d", mkstemp(bad));
	printf(" %s\n", strerror(errno));
}

int main(void)
{
	sockets();
	streams();
	counters();
	perf_events();
	files();
	return 0;
}
