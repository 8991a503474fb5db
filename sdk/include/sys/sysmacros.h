/* <sys/sysmacros.h> of a guest: the parts of Linux's device numbers. */
#ifndef WBCC_SDK_SYS_SYSMACROS_H
#define WBCC_SDK_SYS_SYSMACROS_H

#define major(dev)                                                                                 \
	((unsigned)((((unsigned long long)(dev) >> 31 >> 1) & 0xfffff000u) |                       \
		    (((unsigned long long)(dev) >> 8) & 0xfffu)))
#define minor(dev)                                                                                 \
	((unsigned)((((unsigned long long)(dev) >> 12) & 0xffffff00u) |                            \
		    ((unsigned long long)(dev)&0xffu)))
#define makedev(major, minor)                                                                      \
	((((major)&0xfffff000ULL) << 32) | (((major)&0xfffULL) << 8) |                             \
		(((minor)&0xffffff00ULL) << 12) | ((minor)&0xffULL))

#endif
