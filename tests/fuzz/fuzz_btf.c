/* links: wbcc_skel */
/*
 * The reader of BTF: a .BTF section or a kernel's file.  From what it accepts, every generator
 * writes its file.
 */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "model/model.h"
#include "skel/skel.h"

static void forget(const char *text, void *ctx)
{
}

static void write_all(const struct model *m)
{
	struct buf out = {0};
	types_write(m, "fuzz_bpf", &out);
	vmlinux_write(m, &out);
	rust_write(m, "fuzz_bpf", &out);
	go_write(m, "fuzz_bpf", &out);
	wit_write(m, "fuzz_bpf", &out);
	json_write(m, "fuzz_bpf", &out);
	buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const uint8_t little[] = {0x9f, 0xeb}, big[] = {0xeb, 0x9f};
	if (len < 2 || (memcmp(bytes, little, 2) != 0 && memcmp(bytes, big, 2) != 0))
		return 0; /* nothing but BTF */
	diag_set_sink(forget, NULL);
	unsigned before = diag_errors();
	struct model *m = model_read("fuzz.btf", bytes, len);
	if ((m == NULL) != (diag_errors() == before + 1))
		abort();
	if (m)
		write_all(m);
	model_free(m);
	return 0;
}
