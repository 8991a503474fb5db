/* links: wbcc_lower */
/*
 * The reader of modules: whatever the bytes are, module_read() either yields a model or reports
 * one error.  What it accepts, it must accept again in its own carrier's form: a carrier is a
 * valid module.
 */
#include <stdlib.h>

#include "base/diag.h"
#include "lower/module.h"

static void forget(const char *text, void *ctx)
{
}

static void require(bool what)
{
	if (!what)
		abort();
}

static void read_carrier(const struct wasm_module *m)
{
	struct front_options again = {.no_carrier = true};
	struct wasm_module *carrier = module_read(
		"carrier.wasm", (const uint8_t *)m->carrier.data, m->carrier.len, &again);
	require(carrier);
	require(carrier->n_funcs == m->n_funcs + m->n_markers);
	require(carrier->n_tables == m->n_tables && carrier->n_globals == m->n_globals);
	require(carrier->n_datas == m->n_datas && carrier->n_exports == 0);
	module_free(carrier);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct front_options o = {.lines = true};
	unsigned before = diag_errors();
	diag_set_sink(forget, NULL);
	struct wasm_module *m = module_read("fuzz.wasm", data, size, &o);
	require(m ? diag_errors() == before : diag_errors() == before + 1);
	if (m)
		read_carrier(m);
	module_free(m);
	return 0;
}
