/* Who and where the program is.  Prints the same as native code. */
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

static void names(void)
{
	struct utsname u;
	char host[70] = "", name[IF_NAMESIZE] = "";
	struct passwd *p = getpwnam("root");

	printf("uname %d %s %s %s %s\n", uname(&u), u.sysname, u.nodename, u.release, u.machine);
	printf("gethostname %d %s\n", gethostname(host, sizeof host), host);
	printf("lo %u", if_nametoindex("lo"));
	printf(" %s\n", if_indextoname(1, name));
	printf("none %u", if_nametoindex("no-such-if"));
	printf(" %s\n", strerror(errno));
	printf("root %d %s %s\n", p ? (int)p->pw_uid : -1, p ? p->pw_dir : "",
		p ? p->pw_shell : "");
	p = getpwuid(0);
	printf("uid 0 %s\n", p ? p->pw_name : "");
	printf("nobody here %d\n", getpwnam("no-such-user") == NULL);
}

static void numbers(void)
{
	struct rlimit limit;
	pid_t pid = getpid();

	printf("ids %d %d %d %d\n", getuid(), geteuid(), getgid(), getegid());
	printf("pids %d %d %d\n", pid > 42, getppid() > 0, gettid() == pid);
	printf("group %d\n", getpgrp() == getpgid(0));
	printf("cpus %ld %ld %d\n", sysconf(_SC_NPROCESSORS_ONLN), sysconf(_SC_NPROCESSORS_CONF),
		get_nprocs());
	printf("page %ld %d ticks %ld\n", sysconf(_SC_PAGESIZE), getpagesize(),
		sysconf(_SC_CLK_TCK));
	printf("memory %ld\n", sysconf(_SC_PHYS_PAGES));
	printf("getrlimit %d", getrlimit(RLIMIT_NOFILE, &limit));
	printf(" %llu %llu\n", (unsigned long long)limit.rlim_cur,
		(unsigned long long)limit.rlim_max);
	limit.rlim_cur = limit.rlim_max / 2;
	printf("setrlimit %d", setrlimit(RLIMIT_NOFILE, &limit));
	getrlimit(RLIMIT_NOFILE, &limit);
	printf(" %d\n", limit.rlim_cur == limit.rlim_max / 2);
	printf("kill %d", kill(pid, 0));
	printf(" %d\n", raise(0));
}

static void times(void)
{
	static const time_t moments[] = {0, 1700000000, 1720000000, -1, 4102444800};
	char text[100];

	printf("zones %s %s\n", (tzset(), tzname[0]), tzname[1]);
	for (int i = 0; i < 5; i++) {
		struct tm tm = *localtime(&moments[i]);
		strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S %z %Z %a %j %U %V %s", &tm);
		printf("%s %lld\n", text, (long long)mktime(&tm));
	}
	printf("%s", asctime(gmtime(&moments[1])));
	printf("%s", ctime(&moments[1]));
	printf("now %d clock %d\n", time(NULL) > 1700000000, clock() >= 0);
}

static void addresses(void)
{
	static const char *const texts[] = {"127.0.0.1", "255.255.255.255", "1.2.3", "1.2.3.256",
		"01.2.3.4", "::", "::1", "fe80::1:2", "2001:db8::8:800:200c:417a", "::ffff:1.2.3.4",
		"1:2:3:4:5:6:7:8", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
		"12345::", "0:0:1:0:0:0:2:0", ":1", "1:", ""};
	unsigned char bytes[16];
	char back[50];

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (int family = 0; family < 2; family++)
			if (inet_pton(family ? AF_INET6 : AF_INET, texts[i], bytes) == 1)
				printf("%s: %s\n", texts[i],
					inet_ntop(family ? AF_INET6 : AF_INET, bytes, back,
						sizeof back));
			else
				printf("%s: no\n", texts[i]);
	printf("%x %x %s\n", inet_addr("1.2.3.4"), inet_addr("10.1"),
		inet_ntoa((struct in_addr){0x0100007f}));
	printf("%d %d\n", AF_INET, AF_INET6);
}

int main(void)
{
	names();
	numbers();
	times();
	addresses();
	printf("%s %s\n", strerrorname_np(ENOENT), strerrorname_np(EPERM));
	printf("%ld %lu %lld\n", strtol("-0x1fz", NULL, 0), strtoul("42", NULL, 10),
		atoll("9223372036854775807"));
	fflush(stdout);
	return system("clear") ? 2 : 7;
}
