/* Linux's layout, in place of wasi-libc's. */
#ifndef WBCC_SDK_SOCKADDR_STORAGE_H
#define WBCC_SDK_SOCKADDR_STORAGE_H

#include <__typedef_sa_family_t.h>

struct sockaddr_storage {
	_Alignas(8) sa_family_t ss_family;
	char __ss_data[126];
};

#endif
