/* The host functions that the sdk's natively compiled sources call; the tests define them. */
#include <stdint.h>

int32_t linux__localtime(int64_t t, const char *zone, const void *out);
