/*
 * Data segments as string literals, which read well and compile fast.
 */
#include "lower/emit_module.h"

#include <string.h>

enum { WIDTH = 96 };

static void add_byte(struct buf *out, const uint8_t *bytes, size_t len, size_t i)
{
	static const char named[][2] = {
		{'\n', 'n'}, {'\t', 't'}, {'\r', 'r'}, {'"', '"'}, {'\\', '\\'}};
	uint8_t b = bytes[i];
	for (size_t k = 0; k < sizeof named / sizeof *named; k++)
		if (b == (uint8_t)named[k][0]) {
			buf_printf(out, "\\%c", named[k][1]);
			return;
		}
	bool digit_follows = i + 1 < len && bytes[i + 1] >= '0' && bytes[i + 1] <= '9';
	if (b == '?' && i && bytes[i - 1] == '?')
		buf_puts(out, "\\?"); /* no trigraphs */
	else if (b >= ' ' && b < 127)
		buf_putc(out, (char)b);
	else
		buf_printf(out, digit_follows ? "\\%03o" : "\\%o", b);
}

void write_short_string(struct buf *out, const char *bytes, size_t len)
{
	buf_putc(out, '"');
	for (size_t i = 0; i < len; i++)
		add_byte(out, (const uint8_t *)bytes, len, i);
	buf_putc(out, '"');
}

void write_string(struct buf *out, const uint8_t *bytes, size_t len)
{
	size_t start = out->len;
	buf_puts(out, "\t\"");
	for (size_t i = 0; i < len; i++) {
		if (out->len - start > WIDTH) {
			buf_puts(out, "\"\n");
			start = out->len;
			buf_puts(out, "\t\"");
		}
		add_byte(out, bytes, len, i);
	}
	buf_putc(out, '"');
}

void declare_data_segments(struct emit *e, struct buf *out)
{
	for (uint32_t i = 0; i < e->m->n_datas; i++)
		if (e->m->datas[i].is_used)
			buf_printf(out, "static struct wb_data w_data%u;\n", i);
}

void write_data_segments(struct emit *e, struct buf *out)
{
	for (uint32_t i = 0; i < e->m->n_datas; i++) {
		const struct wasm_data *d = &e->m->datas[i];
		if (d->mode != SEGMENT_ACTIVE && !d->is_used)
			continue;
		buf_printf(out, "static const char w_bytes%u[] =\n", i);
		write_string(out, d->bytes, d->len);
		buf_puts(out, ";\n");
		if (d->is_used)
			buf_printf(out, "static struct wb_data w_data%u = {w_bytes%u, %u};\n", i, i,
				d->len);
		buf_putc(out, '\n');
	}
}

void write_data_setup(struct emit *e, struct buf *out)
{
	for (uint32_t i = 0; i < e->m->n_datas; i++) {
		const struct wasm_data *d = &e->m->datas[i];
		if (d->mode != SEGMENT_ACTIVE)
			continue;
		buf_printf(out, "\tmemory_put(%s, w_bytes%u, %u);\n", const_expr(e, &d->offset), i,
			d->len);
		if (d->is_used)
			buf_printf(out, "\tdata_drop(w_data%u);\n", i);
	}
}
