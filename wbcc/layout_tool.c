/*
 * main() of wbcc-layout, the helper that stage guest runs for the layout check.  libclang and
 * libbinaryen each bring an LLVM of their own and cannot live in one process.
 *
 * Reads the lists that guest/layout_run.c writes: words, each list with its length in front.
 * Writes the overlay's path, if one is needed, to WORK/layout.overlay.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "guest/layout.h"
#include "guest/layout_run.h"

struct words {
	char **next, **end;
};

static char *take(struct words *w)
{
	if (w->next == w->end) {
		fputs("wbcc-layout: run by 'wbcc build'; not for use by hand\n", stderr);
		exit(2);
	}
	return *w->next++;
}

static struct args take_list(struct words *w)
{
	struct args list = {0};
	for (long n = strtol(take(w), NULL, 10); n > 0; n--)
		args_add(&list, take(w));
	return list;
}

static const struct model **read_models(const struct args *files)
{
	const struct model **models = xcalloc(files->n, sizeof *models);
	for (size_t i = 0; i < files->n; i++) {
		struct bytes bytes;
		models[i] = file_read(files->v[i], 0, &bytes)
				    ? model_read(path_base(files->v[i]), bytes.data, bytes.len)
				    : NULL;
		if (!models[i])
			return NULL;
	}
	return models;
}

int main(int argc, char **argv)
{
	struct words w = {argv + 1, argv + argc};
	struct layout_result result = {0};
	const char *work = take(&w), *mode = take(&w), *dir = take(&w);
	struct args objects = take_list(&w), sources = take_list(&w), flags = take_list(&w);
	struct args bpf_sources = take_list(&w), bpf_flags = take_list(&w);
	struct layout_input in = {
		.models = read_models(&objects),
		.n_models = objects.n,
		.clang_args = &flags,
		.sources = (const char *const *)sources.v,
		.n_sources = sources.n,
		.bpf_args = &bpf_flags,
		.bpf_sources = (const char *const *)bpf_sources.v,
		.n_bpf_sources = bpf_sources.n,
		.project_dir = dir,
		.mode = (enum layout_mode)atoi(mode),
	};
	temp_dir_use(work);
	if (!in.models || !layout_check(&in, &result))
		return 1;
	char *file = path_join(work, LAYOUT_OVERLAY);
	return result.overlay && !file_write(file, result.overlay, strlen(result.overlay), 0644);
}
