/* What glibc's <elf.h> takes from here: the AT_ numbers of the auxiliary vector. */
#include <linux/auxvec.h>
