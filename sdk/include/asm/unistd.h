/* System call numbers: those of the machine that wbcc was built on, for filters and tables. */
#if __has_include(<asm/unistd_64.h>)
#include <asm/unistd_64.h>
#else
#include <asm-generic/unistd.h>
#endif
