/* Writes needs as JSON; reads kernels from the command line. */
#include "needs/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"

static json_t *version(unsigned v)
{
	char text[16];
	snprintf(text, sizeof text, "%u.%u", v >> 8, v & 0xff);
	return json_string(text);
}

static json_t *one(const struct need *need)
{
	json_t *o = json_object();
	json_object_set_new(o, "kind", json_string(need_kind_name(need->kind)));
	json_object_set_new(o, "what", json_string(need->what));
	json_object_set_new(o, "because", json_string(need->because));
	if (need->since)
		json_object_set_new(o, "since", version(need->since));
	if (need->number)
		json_object_set_new(o, "number", json_integer(need->number));
	if (need->is_optional)
		json_object_set_new(o, "optional", json_true());
	return o;
}

static json_t *capabilities(unsigned set)
{
	static const char *const names[] = {
		"CAP_BPF", "CAP_PERFMON", "CAP_NET_ADMIN", "CAP_SYS_ADMIN"};
	json_t *list = json_array();
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		if (set & (1u << i))
			json_array_append_new(list, json_string(names[i]));
	return list;
}

json_t *needs_json(const struct needs *n, unsigned newer_than)
{
	json_t *o = json_object(), *list = json_array();
	for (uint32_t i = 0; i < n->n; i++)
		if (!n->list[i].since || n->list[i].since > newer_than)
			json_array_append_new(list, one(&n->list[i]));
	json_object_set_new(o, "kernel", version(n->oldest));
	if (n->oldest_arm64 != n->oldest)
		json_object_set_new(o, "kernel_arm64", version(n->oldest_arm64));
	json_object_set_new(o, "capabilities", capabilities(n->capabilities));
	json_object_set_new(o, "list", list);
	return o;
}

struct needs *needs_of_bytes(
	const char *file, const struct model *m, const uint8_t *bytes, size_t len)
{
	struct elf *elf = elf_read(file, bytes, len);
	if (!elf)
		return NULL;
	struct needs *n = needs_of(m, elf);
	elf_free(elf);
	return n;
}

/* ---- a kernel on the command line ---------------------------------------------------------- */

static bool parse_version(const char *text, unsigned *out)
{
	unsigned major, minor;
	char rest;
	if (sscanf(text, "%u.%u%c", &major, &minor, &rest) != 2 || major > 255 || minor > 255)
		return false;
	*out = NEEDS_VERSION(major, minor);
	return true;
}

static bool read_btf(const char *file, const struct btf **out)
{
	struct bytes b;
	if (!file_read(file, 0, &b))
		return false;
	*out = btf_read(AT_SECTION(file, ".BTF", 0), b.data, b.len);
	return *out != NULL;
}

static bool parse_part(const char *part, struct needs_kernel *out)
{
	if (strncmp(part, "config=", 7) == 0) {
		struct bytes b;
		bool ok = file_read(part + 7, 0, &b);
		out->config = ok ? (const char *)b.data : NULL;
		return ok;
	}
	if (strncmp(part, "btf=", 4) == 0)
		return read_btf(part + 4, &out->btf);
	if (strcmp(part, "x86") != 0 && strcmp(part, "arm64") != 0)
		return fail(AT_TOOL,
			"'%s' is no architecture (x86, arm64), config=FILE or btf=FILE", part);
	out->arch = xstrdup(part);
	return true;
}

bool needs_kernel_parse(const char *text, struct needs_kernel *out)
{
	char *copy = xstrdup(text), *save = NULL;
	*out = (struct needs_kernel){.arch = "x86"};
	char *part = strtok_r(copy, ",", &save);
	bool ok = part && parse_version(part, &out->version);
	if (!ok)
		fail(AT_TOOL, "'%s' does not begin with a kernel version such as 6.1", text);
	while (ok && (part = strtok_r(NULL, ",", &save)))
		ok = parse_part(part, out);
	free(copy);
	return ok;
}
