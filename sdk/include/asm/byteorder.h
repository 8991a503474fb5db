/* wasm32 is little-endian, whatever machine it runs on. */
#include <linux/byteorder/little_endian.h>
