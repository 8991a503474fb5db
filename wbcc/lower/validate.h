/*
 * The two stacks that validate a function's body: operands (one letter each) and control
 * frames, as in the appendix of the specification ("Validation Algorithm").
 */
#ifndef WBCC_LOWER_VALIDATE_H
#define WBCC_LOWER_VALIDATE_H

#include "lower/front.h"

/* An operand of code that cannot be reached: fits every type. */
enum { ANY = '?' };

/* frame.op of a function's outermost frame; the others have their instruction's. */
enum { FRAME_FUNCTION = 0 };

struct frame {
	uint8_t op;	  /* OP_BLOCK, OP_LOOP, OP_IF, OP_ELSE or FRAME_FUNCTION */
	bool unreachable; /* the rest of the frame is not reached: operands are polymorphic */
	struct sig sig;
	uint32_t height; /* of the operand stack at the entry, without the parameters */

	/* What the carrier needs to know (carrier_code.c). */
	bool is_carried;	  /* the frame's entry is reached, so it stands in the carrier */
	bool is_end_live;	  /* a branch or a finished arm reaches the end */
	uint32_t params, results; /* slots: where the locals of each begin */
	uint32_t n_param_slots, n_result_slots; /* none, or as many as there are values */
	uint32_t seen_by;			/* the br_table that looked at the frame last */
	uint32_t target;			/* and which of its distinct targets the frame is */
};

struct body {
	struct front *f;
	struct reader r;
	const struct opcode *op; /* of the current instruction, for messages */
	struct sig sig;
	const char *locals; /* letters, parameters first */
	uint32_t n_locals;
	bool type_is_index; /* the block type that was just read */
	uint32_t *labels;   /* of the br_table that was just read, the default last */
	uint32_t n_labels, cap_labels;
	uint32_t br_tables; /* so far; numbers them for frame.seen_by */

	char *operands;
	uint32_t n_operands, cap_operands;
	struct frame *frames;
	uint32_t n_frames, cap_frames;

	struct carrier_code *c;
};

void push_type(struct body *b, char type);
void push_all(struct body *b, const char *types, uint32_t n);
/* Pops an operand of the given type; ANY takes what there is.  Returns its type. */
char pop_type(struct body *b, char type);
void pop_all(struct body *b, const char *types, uint32_t n);
/* Checks that these are on the stack and leaves them there. */
void peek_all(struct body *b, const char *types, uint32_t n);

void push_frame(struct body *b, uint8_t op, struct sig sig);
/* Ends the innermost frame: checks its results and restores the height; does not push them. */
void check_frame_end(struct body *b);
/* The rest of the innermost frame cannot be reached. */
void set_unreachable(struct body *b);

static inline struct frame *top_frame(struct body *b)
{
	return &b->frames[b->n_frames - 1];
}

/* Adds to what all functions have, which is limited. */
void count_locals(struct body *b, uint32_t n);

/* The frame that a label names, or NULL after an error. */
struct frame *label_frame(struct body *b, uint32_t label);
/* What a branch to the frame takes along. */
const char *label_types(const struct frame *fr, uint32_t *n);

#endif
