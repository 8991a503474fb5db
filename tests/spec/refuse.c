/* Modules that must be refused: the compiler's own front decides (wbcc/lower/module.h). */
#include <stdio.h>

#include "base/diag.h"
#include "base/file.h"
#include "lower/module.h"
#include "spec.h"

static void forget(const char *text, void *ctx)
{
	(void)text, (void)ctx;
}

bool spec_refused(const char *path, char *why, size_t size)
{
	struct front_options options = {.no_carrier = true};
	struct bytes file;
	if (!file_read(path, 0, &file)) {
		snprintf(why, size, "cannot be read");
		return false;
	}
	unsigned before = diag_errors();
	diag_set_sink(forget, NULL);
	struct wasm_module *m = module_read(path, file.data, file.len, &options);
	diag_set_sink(NULL, NULL);
	bool is_reported = diag_errors() == before + 1;
	snprintf(why, size, "%s", m ? "was accepted" : "was refused without exactly one error");
	if (m)
		module_free(m);
	free(file.data);
	return !m && is_reported;
}
