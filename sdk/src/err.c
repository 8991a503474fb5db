/* err.c: messages that begin with the program's name: err.h's, and glibc's error(). */
#include <err.h>
#include <errno.h>
#include <error.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "progname.h"

unsigned error_message_count;

static void say(const char *name, int errnum, const char *fmt, va_list args)
{
	fflush(stdout);
	fprintf(stderr, "%s: ", name);
	if (fmt)
		vfprintf(stderr, fmt, args);
	if (errnum)
		fprintf(stderr, "%s%s", fmt ? ": " : "", strerror(errnum));
	fputc('\n', stderr);
}

void vwarn(const char *fmt, va_list args)
{
	say(short_program_name(), errno, fmt, args);
}

void vwarnx(const char *fmt, va_list args)
{
	say(short_program_name(), 0, fmt, args);
}

_Noreturn void verr(int status, const char *fmt, va_list args)
{
	vwarn(fmt, args);
	exit(status);
}

_Noreturn void verrx(int status, const char *fmt, va_list args)
{
	vwarnx(fmt, args);
	exit(status);
}

void warn(const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	vwarn(fmt, args);
	va_end(args);
}

void warnx(const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	vwarnx(fmt, args);
	va_end(args);
}

_Noreturn void err(int status, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	verr(status, fmt, args);
}

_Noreturn void errx(int status, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	verrx(status, fmt, args);
}

void error(int status, int errnum, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	say(program_name(), errnum, fmt, args);
	va_end(args);
	error_message_count++;
	if (status)
		exit(status);
}
