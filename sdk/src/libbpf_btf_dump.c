/*
 * btf_dump__*: the host gathers the text of a call; it is given to the program's print
 * function afterwards, as "%s" with a real va_list.
 */
#include <stdarg.h>

#include "libbpf_guest.h"

struct btf_dump {
	const void *host;
	btf_dump_printf_fn_t print;
	void *ctx;
};

struct btf_dump *btf_dump__new(const struct btf *btf, btf_dump_printf_fn_t print, void *ctx,
	const struct btf_dump_opts *opts)
{
	struct btf_dump *d = print ? malloc(sizeof *d) : NULL;
	if (!d)
		return fail_null(print ? ENOMEM : EINVAL);
	*d = (struct btf_dump){handle(libbpf__btf_dump__new(btf)), print, ctx};
	if (!d->host) {
		free(d);
		return NULL;
	}
	return d;
}

void btf_dump__free(struct btf_dump *d)
{
	if (!d)
		return;
	libbpf__btf_dump__free(d->host);
	free(d);
}

static void print(struct btf_dump *d, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	d->print(d->ctx, fmt, args);
	va_end(args);
}

static int print_result(struct btf_dump *d, int32_t r)
{
	int32_t len = libbpf__btf_dump_text(d->host, NULL, 0);
	char *text = len > 0 ? malloc((size_t)len + 1) : NULL;
	if (text && libbpf__btf_dump_text(d->host, text, (uint32_t)len + 1) == len)
		print(d, "%s", text);
	free(text);
	return ret(r);
}

int btf_dump__dump_type(struct btf_dump *d, __u32 id)
{
	return print_result(d, libbpf__btf_dump__dump_type(d->host, id));
}

int btf_dump__emit_type_decl(
	struct btf_dump *d, __u32 id, const struct btf_dump_emit_type_decl_opts *opts)
{
	return print_result(d, libbpf__btf_dump__emit_type_decl(d->host, id, opts));
}

int btf_dump__dump_type_data(struct btf_dump *d, __u32 id, const void *data, size_t size,
	const struct btf_dump_type_data_opts *opts)
{
	return print_result(d, libbpf__btf_dump__dump_type_data(d->host, id, data, size, opts));
}
