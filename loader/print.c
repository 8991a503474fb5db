/*
 * Messages: libbpf's and our own.  Reads what libbpf prints; writes to stderr as libbpf does
 * by default, or keeps the lines for the guest's print function, which is called between host
 * functions and never from inside libbpf.
 *
 * The guest's side (sdk/src/libbpf_print.c) is a trampoline (level, length) that fetches the
 * text with print_take() and calls the user's function with a real va_list.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loader.h"

struct message {
	struct message *next;
	enum libbpf_print_level level;
	uint32_t len;
	char text[];
};

/* Where libbpf's messages go: its print function has no context argument. */
static struct loader *listener;

static void keep(struct loader *l, enum libbpf_print_level level, const char *text, size_t len)
{
	struct message *m = malloc(sizeof *m + len + 1);
	if (!m)
		return;
	*m = (struct message){.level = level, .len = (uint32_t)len};
	memcpy(m->text, text, len + 1);
	*l->messages_end = m;
	l->messages_end = &m->next;
}

static int emit(struct loader *l, enum libbpf_print_level level, const char *text, size_t len)
{
	if (l->print_mode == PRINT_GUEST)
		keep(l, level, text, len);
	else if (l->print_mode == PRINT_DEFAULT && level != LIBBPF_DEBUG)
		return fputs(text, stderr);
	return 0;
}

static int on_print(enum libbpf_print_level level, const char *fmt, va_list args)
{
	struct loader *l = listener;
	if (!l || (level == LIBBPF_DEBUG && l->print_mode != PRINT_GUEST))
		return 0;
	char *text;
	int len = vasprintf(&text, fmt, args);
	if (len < 0)
		return 0;
	verdict_read(l, text);
	emit(l, level, text, (size_t)len);
	free(text);
	return len;
}

void print_init(struct loader *l)
{
	l->messages_end = &l->messages;
	listener = l;
	libbpf_set_print(on_print);
}

void warn(struct loader *l, const char *fmt, ...)
{
	char text[1024];
	va_list args;
	va_start(args, fmt);
	int len = vsnprintf(text, sizeof text - 1, fmt, args);
	va_end(args);
	if (len < 0)
		return;
	if ((size_t)len > sizeof text - 2)
		len = sizeof text - 2;
	text[len] = '\n';
	text[len + 1] = 0;
	emit(l, LIBBPF_WARN, text, (size_t)len + 1);
}

/* The guest's function may call host functions that print: those lines nest, as in libbpf. */
void print_deliver(struct loader *l)
{
	while (l->messages) {
		struct message *m = l->messages, *outer = l->printing;
		l->messages = m->next;
		if (!l->messages)
			l->messages_end = &l->messages;
		wb_code code = wb_callback(l->in, l->print_func, "ii>i");
		l->printing = m;
		if (code && l->print_mode == PRINT_GUEST)
			((uint32_t(*)(uint32_t, uint32_t))code)((uint32_t)m->level, m->len);
		l->printing = outer;
		free(m);
	}
}

void libbpf__libbpf_set_print(struct wb_instance *in, uint32_t func, int32_t enabled)
{
	struct loader *l = loader_of(in);
	l->print_func = func;
	l->print_mode = enabled ? PRINT_GUEST : PRINT_NOTHING;
}

int32_t libbpf__print_take(struct wb_instance *in, uint32_t buf, uint32_t cap)
{
	struct loader *l = loader_of(in);
	return guest_err(l->printing ? text_out(l, l->printing->text, buf, cap) : -ENOENT);
}
