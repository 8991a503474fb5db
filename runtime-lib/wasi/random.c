/*
 * Random bytes, from the kernel, straight into linear memory.
 */
#include "wasi/wasi.h"

#include <sys/random.h>

uint32_t wasi_snapshot_preview1__random_get(struct wb_instance *in, uint32_t buf, uint32_t buf_len)
{
	uint8_t *to = wb_at(in, buf, buf_len);
	if (!to)
		return WASI_EFAULT;
	for (uint32_t done = 0; done < buf_len;) {
		ssize_t n = getrandom(to + done, buf_len - done, 0);
		if (n < 0 && errno != EINTR)
			return last_error();
		done += n > 0 ? (uint32_t)n : 0;
	}
	return WASI_SUCCESS;
}
