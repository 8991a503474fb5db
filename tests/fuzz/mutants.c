/*
 * Mutants of valid modules, and what module_read() says of each.
 *
 *     mutants FOLDER N CORPUS
 *
 * Writes FOLDER/0.wasm to FOLDER/(N-1).wasm, each a module of CORPUS, without its custom
 * sections and with a few bytes changed, the same ones in every run; prints a line "FILE: valid" or
 * "FILE: error text" for each.  The script "validators" compares this with another validator's
 * opinion.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "lower/module.h"

enum { HEADER = 8 }; /* magic and version stay: everything would be refused for them */

static uint64_t state = 0x9e3779b97f4a7c15ull;

static uint32_t below(uint32_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)(state >> 33) % n;
}

/* One change: another byte, a byte near by, a byte of elsewhere, two exchanged. */
static void change(struct bytes *b)
{
	static const uint8_t likely[] = {
		0, 1, 0x0b, 0x40, 0x6f, 0x70, 0x7b, 0x7c, 0x7e, 0x7f, 0xfc};
	uint32_t n = (uint32_t)b->len - HEADER;
	unsigned char *at = &b->data[HEADER + below(n)], *other = &b->data[HEADER + below(n)];
	unsigned char was = *at;
	switch (below(5)) {
	case 0: *at = (unsigned char)below(256); break;
	case 1: *at = (unsigned char)(was + (below(2) ? 1 : -1)); break;
	case 2: *at = likely[below(sizeof likely)]; break;
	case 3: *at = *other; break;
	default: *at = *other; *other = was;
	}
}

/* The section's last byte + 1, from its size behind the id at *at*. */
static size_t section_end(const struct bytes *b, size_t at)
{
	size_t size = 0;
	for (unsigned shift = 0; ++at < b->len && shift < 32; shift += 7) {
		size |= (size_t)(b->data[at] & 0x7f) << shift;
		if (!(b->data[at] & 0x80))
			break;
	}
	return at + 1 + size < b->len ? at + 1 + size : b->len;
}

/* Without custom sections, about which validators may differ. */
static void strip(struct bytes *b)
{
	size_t kept = HEADER;
	for (size_t at = HEADER, end; at < b->len; at = end) {
		end = section_end(b, at);
		if (b->data[at] == 0)
			continue;
		memmove(b->data + kept, b->data + at, end - at);
		kept += end - at;
	}
	b->len = kept < b->len ? kept : b->len;
}

static void keep_text(const char *text, void *ctx)
{
	buf_puts(ctx, text);
}

static void judge(const char *name, const struct bytes *b)
{
	struct front_options o = {0};
	struct buf text = {0};
	diag_set_sink(keep_text, &text);
	struct wasm_module *m = module_read(name, b->data, b->len, &o);
	diag_set_sink(NULL, NULL);
	if (m)
		printf("%s: valid\n", name);
	else
		fputs(text.data, stdout);
	module_free(m);
	buf_free(&text);
}

static int is_module(const struct dirent *e)
{
	return has_suffix(e->d_name, ".wasm");
}

int main(int argc, char **argv)
{
	struct dirent **seeds;
	int n_seeds = argc == 4 ? scandir(argv[3], &seeds, is_module, alphasort) : -1;
	if (n_seeds <= 0) {
		fprintf(stderr, "usage: mutants FOLDER N CORPUS\n");
		return 2;
	}
	for (int i = 0, n = atoi(argv[2]); i < n; i++) {
		char *seed = path_join(argv[3], seeds[below((uint32_t)n_seeds)]->d_name);
		char *name = xasprintf("%d.wasm", i), *path = path_join(argv[1], name);
		struct bytes b;
		if (!file_read(seed, 0, &b))
			return 1;
		strip(&b);
		for (uint32_t k = b.len > HEADER ? 1 + below(3) : 0; k; k--)
			change(&b);
		if (!file_write(path, b.data, b.len, 0644))
			return 1;
		judge(name, &b);
		free(b.data);
		free(seed);
		free(name);
		free(path);
	}
	for (int i = 0; i < n_seeds; i++)
		free(seeds[i]);
	free(seeds);
	return 0;
}
