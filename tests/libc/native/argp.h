/* The sdk's <argp.h> for programs that are compiled for the host. */
#include "../../../sdk/include/argp.h"
