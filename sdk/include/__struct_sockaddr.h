/* Linux's layout, in place of wasi-libc's. */
#ifndef WBCC_SDK_SOCKADDR_H
#define WBCC_SDK_SOCKADDR_H

#include <__typedef_sa_family_t.h>

struct sockaddr {
	sa_family_t sa_family;
	char sa_data[14];
};

#endif
