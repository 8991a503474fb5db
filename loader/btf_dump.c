/*
 * btf_dump__*: types and typed data as C text.  libbpf prints in many small pieces; they are
 * gathered here, and the guest's print function gets the whole text afterwards, so that no
 * guest code runs while libbpf walks the types.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bpf/btf.h>

#include "handle.h"
#include "opts.h"

#define MAX_INDENT 1000 /* libbpf prints as much as it is told */

struct dump {
	struct btf_dump *d;
	char *text;
	size_t len, cap;
	bool failed; /* out of memory */
};

static void add_text(void *ctx, const char *fmt, va_list args)
{
	struct dump *d = ctx;
	char *piece;
	int n = vasprintf(&piece, fmt, args);
	if (n < 0 || d->failed) {
		d->failed = true;
		return;
	}
	if (d->len + (size_t)n + 1 > d->cap) {
		size_t cap = (d->len + (size_t)n + 1) * 2;
		char *more = realloc(d->text, cap);
		d->failed = !more;
		d->text = more ?: d->text;
		d->cap = more ? cap : d->cap;
	}
	if (!d->failed) {
		memcpy(d->text + d->len, piece, (size_t)n + 1);
		d->len += (size_t)n;
	}
	free(piece);
}

static void free_dump(struct loader *l, void *host)
{
	struct dump *d = host;
	btf_dump__free(d->d);
	free(d->text);
	free(d);
}

/* The dump refers to its BTF: it ends with it. */
uint32_t libbpf__btf_dump__new(struct wb_instance *in, uint32_t btf)
{
	struct loader *l = loader_of(in);
	const struct btf *b = handle_host(l, btf, H_BTF);
	struct dump *d = b ? calloc(1, sizeof *d) : NULL;
	if (!d)
		return (uint32_t)done(l, b ? -ENOMEM : -EINVAL);
	d->d = btf_dump__new(b, add_text, d, NULL);
	if (!d->d) {
		int err = null_err();
		free(d);
		return (uint32_t)done(l, err);
	}
	return (uint32_t)done(l, handle_new(l, H_BTF_DUMP, d, free_dump, btf));
}

void libbpf__btf_dump__free(struct wb_instance *in, uint32_t dump)
{
	struct loader *l = loader_of(in);
	if (handle_slot(l, dump, H_BTF_DUMP))
		handle_close(l, dump);
	finish(l);
}

static struct dump *begin(struct loader *l, uint32_t dump)
{
	struct dump *d = handle_host(l, dump, H_BTF_DUMP);
	if (d) {
		d->len = 0;
		d->failed = false;
	}
	return d;
}

static int32_t end(struct loader *l, struct dump *d, int r)
{
	return done(l, r >= 0 && d->failed ? -ENOMEM : r);
}

int32_t libbpf__btf_dump__dump_type(struct wb_instance *in, uint32_t dump, uint32_t id)
{
	struct loader *l = loader_of(in);
	struct dump *d = begin(l, dump);
	return d ? end(l, d, btf_dump__dump_type(d->d, id)) : done(l, -EINVAL);
}

int32_t libbpf__btf_dump__emit_type_decl(
	struct wb_instance *in, uint32_t dump, uint32_t id, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct dump *d = begin(l, dump);
	struct guest_dump_decl_opts g;
	const char *field;
	int err = d ? opts_in(l, opts, &g, sizeof g) : -EINVAL;
	if (!err && !text_in(l, g.field_name, &field))
		err = -EFAULT;
	if (!err && (uint32_t)g.indent_level > MAX_INDENT)
		err = -EINVAL;
	if (err)
		return done(l, err);
	LIBBPF_OPTS(btf_dump_emit_type_decl_opts, o, .field_name = field,
		.indent_level = g.indent_level, .strip_mods = g.strip_mods);
	return end(l, d, btf_dump__emit_type_decl(d->d, id, &o));
}

int32_t libbpf__btf_dump__dump_type_data(struct wb_instance *in, uint32_t dump, uint32_t id,
	uint32_t data, uint32_t size, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct dump *d = begin(l, dump);
	struct guest_dump_data_opts g;
	const char *indent;
	int err = d ? opts_in(l, opts, &g, sizeof g) : -EINVAL;
	void *bytes = err ? NULL : bytes_in(l, data, size);
	if (!err && (!bytes || !text_in(l, g.indent_str, &indent)))
		err = -EFAULT;
	if (!err && (uint32_t)g.indent_level > MAX_INDENT)
		err = -EINVAL;
	if (err)
		return done(l, err);
	LIBBPF_OPTS(btf_dump_type_data_opts, o, .indent_str = indent,
		.indent_level = g.indent_level, .compact = g.compact, .skip_names = g.skip_names,
		.emit_zeroes = g.emit_zeroes);
	return end(l, d, btf_dump__dump_type_data(d->d, id, bytes, size, &o));
}

/* What the last call printed: its length without the NUL. */
int32_t libbpf__btf_dump_text(struct wb_instance *in, uint32_t dump, uint32_t buf, uint32_t cap)
{
	struct loader *l = loader_of(in);
	struct dump *d = handle_host(l, dump, H_BTF_DUMP);
	if (!d)
		return guest_err(-EINVAL);
	return guest_err(text_out(l, d->len ? d->text : "", buf, cap));
}
