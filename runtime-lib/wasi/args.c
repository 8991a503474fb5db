/*
 * The guest's arguments and environment: lists of strings, laid out as pointers and bytes.
 */
#include "wasi/wasi.h"

static uint32_t sizes_get(
	struct wb_instance *in, char *const *list, uint32_t count_out, uint32_t size_out)
{
	uint32_t n = 0;
	uint64_t size = 0;
	for (; list[n]; n++)
		size += strlen(list[n]) + 1;
	if (size > UINT32_MAX)
		return WASI_EOVERFLOW;
	bool ok = wb_put_u32(in, count_out, n) && wb_put_u32(in, size_out, (uint32_t)size);
	return ok ? WASI_SUCCESS : WASI_EFAULT;
}

static uint32_t list_get(struct wb_instance *in, char *const *list, uint32_t ptrs, uint32_t buf)
{
	for (uint32_t i = 0; list[i]; i++) {
		uint32_t size = (uint32_t)strlen(list[i]) + 1;
		void *slot = wb_at(in, ptrs, 4), *bytes = wb_at(in, buf, size);
		if (!slot || !bytes)
			return WASI_EFAULT;
		memcpy(slot, &buf, 4);
		memcpy(bytes, list[i], size);
		ptrs += 4;
		buf += size;
	}
	return WASI_SUCCESS;
}

static const struct wb_wasi *wasi_of(const struct wb_instance *in)
{
	return in->wasi;
}

uint32_t wasi_snapshot_preview1__args_sizes_get(
	struct wb_instance *in, uint32_t argc_out, uint32_t size_out)
{
	return sizes_get(in, wasi_of(in)->argv, argc_out, size_out);
}

uint32_t wasi_snapshot_preview1__args_get(struct wb_instance *in, uint32_t argv, uint32_t buf)
{
	return list_get(in, wasi_of(in)->argv, argv, buf);
}

uint32_t wasi_snapshot_preview1__environ_sizes_get(
	struct wb_instance *in, uint32_t count_out, uint32_t size_out)
{
	return sizes_get(in, wasi_of(in)->envp, count_out, size_out);
}

uint32_t wasi_snapshot_preview1__environ_get(struct wb_instance *in, uint32_t env, uint32_t buf)
{
	return list_get(in, wasi_of(in)->envp, env, buf);
}
