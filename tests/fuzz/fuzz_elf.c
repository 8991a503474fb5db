/* links: wbcc_skel */
/*
 * The reader of BPF objects: whatever the bytes are, model_read() either yields a model or
 * reports one error; from what it accepts, every generator writes its file.
 */
#include <stdlib.h>

#include "base/diag.h"
#include "model/model.h"
#include "skel/skel.h"

static void forget(const char *text, void *ctx)
{
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct buf out = {0};
	diag_set_sink(forget, NULL);
	unsigned before = diag_errors();
	struct model *m = model_read("fuzz.bpf.o", bytes, len);
	if ((m == NULL) != (diag_errors() == before + 1))
		abort();
	if (m) {
		skel_write(m, "fuzz_bpf", &out);
		types_write(m, "fuzz_bpf", &out);
	}
	buf_free(&out);
	model_free(m);
	return 0;
}
