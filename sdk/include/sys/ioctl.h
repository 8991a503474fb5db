/* <sys/ioctl.h> of a guest: Linux's requests, of which the host lets some through. */
#ifndef WBCC_SDK_SYS_IOCTL_H
#define WBCC_SDK_SYS_IOCTL_H

#include <asm/ioctl.h>
#include <asm/ioctls.h>

#ifdef __cplusplus
extern "C" {
#endif

struct winsize {
	unsigned short ws_row, ws_col, ws_xpixel, ws_ypixel;
};

int ioctl(int fd, int request, ...);

#ifdef __cplusplus
}
#endif

#endif
