/* No machine instructions: <linux/swab.h> swaps with the compiler's builtins. */
#ifndef _ASM_SWAB_H
#define _ASM_SWAB_H

#define __arch_swab16 __builtin_bswap16
#define __arch_swab32 __builtin_bswap32
#define __arch_swab64 __builtin_bswap64

#endif
