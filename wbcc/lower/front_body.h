/* Function bodies: one struct body serves all functions of a module, one after the other. */
#ifndef WBCC_LOWER_FRONT_BODY_H
#define WBCC_LOWER_FRONT_BODY_H

#include "lower/validate.h"

void body_begin(struct body *b, struct front *f);
void body_end(struct body *b);
/* Validates function *index* and appends its copy to f->code. */
bool read_body(struct body *b, uint32_t index);

/* Read the rest of an instruction of which the code is read; front_control.c, front_bulk.c. */
void control_instruction(struct body *b, uint8_t code);
void table_instruction(struct body *b, bool is_set); /* table.get, table.set */
void misc_instruction(struct body *b, uint32_t code);

bool check_memory(struct body *b); /* that there is one */
/* A table's index and its table; after an error one that is as good as any. */
struct wasm_table *get_table(struct body *b, uint32_t *index);
void get_memory(struct body *b); /* a memory's index, which must be zero */

#endif
