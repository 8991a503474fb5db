/*
 * The copy of a function's instructions that goes into the carrier.
 *
 * What Binaryen reads well is copied as it stands, in runs as long as possible.  Rewritten are:
 * parameters of blocks, loops and ifs, and results of these when there are several (they travel
 * in locals, "slots", set before every branch and at the end of an arm, read behind the label);
 * branches to the function's frame (return); instructions without a Binaryen counterpart (calls
 * of markers).  Unreachable code is dropped.  Labels keep their depth.
 *
 * Setting the slots of a label that is not taken afterwards does no harm: slots are only read
 * right behind their label, and every way there sets them.
 */
#ifndef WBCC_LOWER_CARRIER_CODE_H
#define WBCC_LOWER_CARRIER_CODE_H

#include "lower/validate.h"

struct carrier_code;

/* One of these serves all functions; carry_begin() starts the next. */
struct carrier_code *carrier_code_new(void);
void carrier_code_free(struct carrier_code *c);

void carry_begin(struct body *b);
/* Behind the function's end: appends the body, with size and locals, to f->code. */
void carry_finish(struct body *b);

/* Each is called when the instruction is read and valid: */
void carry_line(struct body *b);  /* before any instruction: a line marker if one is due */
void carry_block(struct body *b); /* block, loop, if: its frame is the top one */
void carry_else(struct body *b);  /* the frame is still that of the first arm */
void carry_end(struct body *b);	  /* the frame is still there */
void carry_br(struct body *b, uint32_t label);
void carry_br_if(struct body *b, uint32_t label);
void carry_br_table(struct body *b); /* to b->labels */
void carry_stop(struct body *b);     /* return, unreachable, tail calls: code ends here */
void carry_marker(struct body *b, enum marker_kind kind, uint32_t a1, uint32_t a2);
void carry_ref_func(struct body *b, uint32_t func);
void carry_data_segment(struct body *b, uint32_t segment); /* memory.init, data.drop */

#endif
