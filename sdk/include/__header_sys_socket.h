/* What wasi-libc's own headers want of <sys/socket.h>; with Linux's numbers. */
#include <sys/socket.h>
