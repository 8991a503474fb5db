/*
 * wbcc/linux.h: what a program grants its guest beyond WASI (the import module `linux`).
 */
#ifndef WBCC_LINUX_H
#define WBCC_LINUX_H

#include <stdbool.h>

/*
 * Other processes: the package asks for them in its manifest ("permissions": ["exec"]), and the
 * user allows them (WBCC_ALLOW=exec in the environment).  Both are needed.
 */
void wb_linux_grant_exec(bool package_asks, bool user_allows);

#endif
