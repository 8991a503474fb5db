/*
 * What a native program grants its guest: environment and preopened folders, as its manifest
 * and the variables of docs/run-protocol.md say.
 */
#ifndef WBCC_LOADER_GRANTS_H
#define WBCC_LOADER_GRANTS_H

#include <stdbool.h>

struct wb_instance;

/* The guest's environment, a NULL-terminated list that lives until exit; NULL: no memory. */
char **grants_environment(char **environment);
/*
 * Preopens the folders and files that *manifest* (JSON, may be ""), *argv* and *environment*
 * name.  Reports and returns false when one of the environment's cannot be opened.
 */
bool grants_preopens(struct wb_instance *in, const char *manifest, char **argv, char **environment);

/* Lets the guest start other programs if *manifest* asks for that and *environment* allows it. */
void grants_permissions(const char *manifest, char **environment);

#endif
