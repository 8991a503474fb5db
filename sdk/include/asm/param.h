/* wasm32 has no asm headers of its own: the kernel's generic ones serve. */
#include <asm-generic/param.h>
