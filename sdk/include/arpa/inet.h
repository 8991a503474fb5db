/* <arpa/inet.h> of a guest: wasi-libc's, and the older functions of IPv4. */
#ifndef WBCC_SDK_ARPA_INET_H
#define WBCC_SDK_ARPA_INET_H

#include_next <arpa/inet.h>

#ifdef __cplusplus
extern "C" {
#endif

in_addr_t inet_addr(const char *text);
char *inet_ntoa(struct in_addr address);

#ifdef __cplusplus
}
#endif

#endif
