/* Function bodies: one struct body serves all functions of a module, one after the other. */
#ifndef WBCC_LOWER_FRONT_BODY_H
#define WBCC_LOWER_FRONT_BODY_H

#include "lower/validate.h"

void body_begin(struct body *b, struct front *f);
void body_end(struct body *b);
/* Validates function *index* and appends its copy to f->code. */
bool read_body(struct body *b, uint32_t index);

#endif
