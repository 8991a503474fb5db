/*
 * libbpf_set_print(): the host formats a message and calls print_message() with its length;
 * the text is fetched and given to the program's function as "%s" with a real va_list.
 */
#include <stdarg.h>
#include <stdio.h>

#include "libbpf_guest.h"

static int print_to_stderr(enum libbpf_print_level level, const char *fmt, va_list args)
{
	return level == LIBBPF_DEBUG ? 0 : vfprintf(stderr, fmt, args);
}

static libbpf_print_fn_t print = print_to_stderr;

static int call_print(enum libbpf_print_level level, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	int r = print(level, fmt, args);
	va_end(args);
	return r;
}

static int32_t print_message(uint32_t level, uint32_t len)
{
	char *text = malloc(len + 1);
	if (text && libbpf__print_take(text, len + 1) >= 0 && print)
		call_print((enum libbpf_print_level)level, "%s", text);
	free(text);
	return 0;
}

libbpf_print_fn_t libbpf_set_print(libbpf_print_fn_t fn)
{
	libbpf_print_fn_t old = print;
	print = fn;
	libbpf__libbpf_set_print(func_index(print_message), fn != NULL);
	return old;
}
