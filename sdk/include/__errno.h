/*
 * errno, in place of wasi-libc's declaration.  A guest has one thread and wasi-libc's errno is
 * an ordinary variable; declared _Thread_local, as there, clang 14 cannot compile it together
 * with the bulk memory instructions.
 */
#ifndef WBCC_SDK_ERRNO_H
#define WBCC_SDK_ERRNO_H

#ifdef __cplusplus
extern "C" {
#endif

extern int errno;
#define errno errno

#ifdef __cplusplus
}
#endif

#endif
