/* An IPv6 address with all the views of it that Linux programs use. */
#ifndef WBCC_SDK_IN6_ADDR_H
#define WBCC_SDK_IN6_ADDR_H

struct in6_addr {
	union {
		unsigned char __s6_addr[16];
		unsigned short __s6_addr16[8];
		unsigned __s6_addr32[4];
	} __in6_union;
};
#define s6_addr __in6_union.__s6_addr
#define s6_addr16 __in6_union.__s6_addr16
#define s6_addr32 __in6_union.__s6_addr32

#endif
