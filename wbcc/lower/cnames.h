/*
 * C names: valid, unique, as near to the module's own as C allows.
 */
#ifndef WBCC_LOWER_CNAMES_H
#define WBCC_LOWER_CNAMES_H

#include <stdbool.h>
#include <stdint.h>

struct names;

struct names *names_new(void);
/* True when *name* was free; it is taken now. */
bool names_take(struct names *set, const char *name);
/* A counter that goes with the name; NULL when it is not taken. */
uint32_t *names_counter(const struct names *set, const char *name, uint32_t len);
/* *prefix* followed by what C allows of *name* (NULL: by *number* alone), made unique. */
char *names_make(struct names *set, const char *prefix, const char *name, uint32_t number);

#endif
