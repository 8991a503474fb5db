/* Linux's layout, in place of wasi-libc's. */
#ifndef WBCC_SDK_SOCKADDR_UN_H
#define WBCC_SDK_SOCKADDR_UN_H

#include <__typedef_sa_family_t.h>

struct sockaddr_un {
	sa_family_t sun_family;
	char sun_path[108];
};

#endif
