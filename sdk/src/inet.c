/* inet.c: internet addresses as text, with Linux's numbers of address families. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

const struct in6_addr in6addr_any = IN6ADDR_ANY_INIT;
const struct in6_addr in6addr_loopback = IN6ADDR_LOOPBACK_INIT;

static int format_4(char *to, size_t size, const unsigned char *a)
{
	return snprintf(to, size, "%d.%d.%d.%d", a[0], a[1], a[2], a[3]);
}

/* Where the longest run of two or more zero groups starts, and its length. */
static int zero_run(const unsigned *group, int n, int *length)
{
	int best = -1;

	*length = 1;
	for (int i = 0; i < n; i++) {
		int end = i;
		while (end < n && !group[end])
			end++;
		if (end - i > *length) {
			best = i;
			*length = end - i;
		}
	}
	return best;
}

static int format_6(char *to, const unsigned char *a)
{
	unsigned group[8];
	int n, run, length;
	char *p = to;

	for (int i = 0; i < 8; i++)
		group[i] = a[2 * i] << 8 | a[2 * i + 1];
	run = zero_run(group, 8, &length);
	/* ::1.2.3.4 and ::ffff:1.2.3.4 */
	n = !run && (length == 6 || (length == 5 && group[5] == 0xffff)) ? 6 : 8;
	for (int i = 0; i < n; i++) {
		if (i == run) {
			*p++ = ':';
			i += length - 1;
			if (i == 7)
				*p++ = ':';
		} else {
			p += sprintf(p, "%s%x", i ? ":" : "", group[i]);
		}
	}
	if (n == 6) {
		*p++ = ':';
		p += format_4(p, INET_ADDRSTRLEN, a + 12);
	}
	*p = 0;
	return p - to;
}

const char *inet_ntop(int family, const void *restrict address, char *restrict to, socklen_t size)
{
	char text[INET6_ADDRSTRLEN];
	int n;

	if (family != AF_INET && family != AF_INET6) {
		errno = EAFNOSUPPORT;
		return NULL;
	}
	n = family == AF_INET ? format_4(text, sizeof text, address) : format_6(text, address);
	if ((socklen_t)n >= size) {
		errno = ENOSPC;
		return NULL;
	}
	return memcpy(to, text, n + 1);
}

/* Four decimal numbers up to the end; false when that is not what stands there. */
static int read_4(const char *s, unsigned char *to)
{
	for (int i = 0; i < 4; i++) {
		unsigned v = 0;
		const char *from = s;
		for (; (unsigned)(*s - '0') < 10 && s - from < 3; s++)
			v = v * 10 + *s - '0';
		if (s == from || v > 255 || (*from == '0' && s - from > 1))
			return 0;
		to[i] = v;
		if (*s++ != (i < 3 ? '.' : 0))
			return 0;
	}
	return 1;
}

static int hex(char c)
{
	return (unsigned)(c - '0') < 10		? c - '0'
	       : (unsigned)((c | 32) - 'a') < 6 ? (c | 32) - 'a' + 10
						: -1;
}

static int read_6(const char *s, unsigned char *to)
{
	unsigned char bytes[16] = {0};
	int n = 0, gap = -1;

	if (*s == ':' && *++s != ':')
		return 0;
	while (*s) {
		unsigned v = 0;
		const char *from = s;
		if (*s == ':' && gap < 0) {
			gap = n;
			s++;
			continue;
		}
		for (; hex(*s) >= 0 && s - from < 4; s++)
			v = v << 4 | hex(*s);
		if (*s == '.' && n <= 12 && read_4(from, bytes + n)) {
			n += 4;
			break;
		}
		if (s == from || n > 14 || (*s && *s != ':') || (*s && !s[1]))
			return 0;
		bytes[n++] = v >> 8;
		bytes[n++] = v;
		s += *s == ':';
	}
	if (gap < 0 ? n != 16 : n > 14)
		return 0;
	memset(to, 0, 16);
	if (gap < 0)
		gap = n;
	memcpy(to, bytes, gap);
	memcpy(to + 16 - (n - gap), bytes + gap, n - gap);
	return 1;
}

int inet_pton(int family, const char *restrict text, void *restrict to)
{
	unsigned char bytes[16];
	int ok;

	if (family != AF_INET && family != AF_INET6) {
		errno = EAFNOSUPPORT;
		return -1;
	}
	ok = family == AF_INET ? read_4(text, bytes) : read_6(text, bytes);
	if (ok)
		memcpy(to, bytes, family == AF_INET ? 4 : 16);
	return ok;
}

/* One to four numbers in any base, the last of which fills what is left. */
int inet_aton(const char *text, struct in_addr *to)
{
	unsigned long parts[4], address = 0;
	int n = 0;

	for (;; text++) {
		char *end;
		if ((unsigned)(*text - '0') >= 10)
			return 0;
		parts[n++] = strtoul(text, &end, 0);
		text = end;
		if (*text != '.' || n == 4)
			break;
	}
	if (*text && *text != ' ' && *text != '\n' && *text != '\t')
		return 0;
	for (int i = 0; i < n - 1; i++) {
		if (parts[i] > 255)
			return 0;
		address |= parts[i] << (24 - 8 * i);
	}
	if (n > 1 && parts[n - 1] >> (40 - 8 * n))
		return 0;
	to->s_addr = htonl(address | parts[n - 1]);
	return 1;
}

in_addr_t inet_addr(const char *text)
{
	struct in_addr a;

	return inet_aton(text, &a) ? a.s_addr : INADDR_NONE;
}

char *inet_ntoa(struct in_addr a)
{
	static char text[INET_ADDRSTRLEN];

	format_4(text, sizeof text, (unsigned char *)&a);
	return text;
}
