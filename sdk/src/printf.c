/*
 * printf.c: the printf family, in place of wasi-libc's: a third of its size and as fast as
 * native.  Reads a format and arguments; writes to memory, a stream or a descriptor, streams
 * through fwrite only.
 */
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "format.h"

/* A stream's or descriptor's line is gathered here, so that stderr gets it with one write. */
#define GATHER 1024

/* Memory, and once that is full the scratch room: only the count goes on. */
struct memory_sink {
	struct sink sink;
	char scratch[64];
};

static void drain_memory(struct sink *s)
{
	struct memory_sink *m = (struct memory_sink *)s;

	s->done += s->at - s->start;
	s->start = s->at = m->scratch;
	s->end = m->scratch + sizeof m->scratch;
}

int vsnprintf(char *restrict to, size_t size, const char *restrict fmt, va_list args)
{
	char none;
	struct memory_sink m;
	size_t room;
	char *last;
	int n;

	if (!size)
		to = &none, size = 1;
	room = size - 1 < INT_MAX ? size - 1 : INT_MAX;
	last = to + (room < ~(uintptr_t)to ? room : ~(uintptr_t)to);
	m.sink = (struct sink){to, last, to, 0, drain_memory};
	n = format(&m.sink, fmt, args);
	*(m.sink.start == to ? m.sink.at : last) = 0;
	return n;
}

int snprintf(char *restrict to, size_t size, const char *restrict fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	int n = vsnprintf(to, size, fmt, args);
	va_end(args);
	return n;
}

int vsprintf(char *restrict to, const char *restrict fmt, va_list args)
{
	return vsnprintf(to, SIZE_MAX, fmt, args);
}

int sprintf(char *restrict to, const char *restrict fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	int n = vsnprintf(to, SIZE_MAX, fmt, args);
	va_end(args);
	return n;
}

int vasprintf(char **to, const char *fmt, va_list args)
{
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	*to = n < 0 ? NULL : malloc((size_t)n + 1);
	return *to ? vsnprintf(*to, (size_t)n + 1, fmt, args) : -1;
}

int asprintf(char **to, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	int n = vasprintf(to, fmt, args);
	va_end(args);
	return n;
}

struct stream_sink {
	struct sink sink;
	FILE *stream;
	int fd; /* when stream is NULL */
	int failed;
	char room[GATHER];
};

static void drain_stream(struct sink *s)
{
	struct stream_sink *out = (struct stream_sink *)s;
	const char *from = s->start;
	size_t n = s->at - s->start;

	s->done += n;
	s->at = s->start;
	if (out->stream) {
		out->failed |= fwrite(from, 1, n, out->stream) != n;
		return;
	}
	while (n && !out->failed) {
		ssize_t wrote = write(out->fd, from, n);
		if (wrote < 0)
			out->failed = 1;
		else
			from += wrote, n -= wrote;
	}
}

static int print(FILE *stream, int fd, const char *fmt, va_list args)
{
	struct stream_sink out;

	out.sink = (struct sink){out.room, out.room + GATHER, out.room, 0, drain_stream};
	out.stream = stream;
	out.fd = fd;
	out.failed = 0;
	int n = format(&out.sink, fmt, args);
	drain_stream(&out.sink);
	return out.failed ? -1 : n;
}

int vfprintf(FILE *restrict stream, const char *restrict fmt, va_list args)
{
	return print(stream, -1, fmt, args);
}

int fprintf(FILE *restrict stream, const char *restrict fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	int n = print(stream, -1, fmt, args);
	va_end(args);
	return n;
}

int vprintf(const char *restrict fmt, va_list args)
{
	return print(stdout, -1, fmt, args);
}

int printf(const char *restrict fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	int n = print(stdout, -1, fmt, args);
	va_end(args);
	return n;
}

int vdprintf(int fd, const char *restrict fmt, va_list args)
{
	return print(NULL, fd, fmt, args);
}

int dprintf(int fd, const char *restrict fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	int n = print(NULL, fd, fmt, args);
	va_end(args);
	return n;
}
