/* The instruction table: opcodes.def in a form that decoding and validation look up. */
#ifndef WBCC_LOWER_OPCODES_H
#define WBCC_LOWER_OPCODES_H

#include <stdint.h>

enum immediate {
	IMM_NONE,
	IMM_I32,
	IMM_I64,
	IMM_BYTES,
	IMM_MEMARG,
	IMM_MEMLANE,
	IMM_LANE,
	IMM_SHUFFLE,
	IMM_MEMORY,
	IMM_SPECIAL,
};

struct opcode {
	const char *text; /* NULL: no such instruction */
	const char *sig;  /* "operands>result" */
	uint8_t imm;	  /* enum immediate */
	uint8_t arg;
};

enum opcode_page { PLAIN, MISC, SIMD };

/* Instructions that somebody must name: those with SPECIAL immediates, and what we write. */
enum plain_code {
	OP_UNREACHABLE = 0x00,
	OP_BLOCK = 0x02,
	OP_LOOP = 0x03,
	OP_IF = 0x04,
	OP_ELSE = 0x05,
	OP_END = 0x0b,
	OP_BR = 0x0c,
	OP_BR_IF = 0x0d,
	OP_BR_TABLE = 0x0e,
	OP_RETURN = 0x0f,
	OP_CALL = 0x10,
	OP_CALL_INDIRECT = 0x11,
	OP_RETURN_CALL = 0x12,
	OP_RETURN_CALL_INDIRECT = 0x13,
	OP_DROP = 0x1a,
	OP_SELECT = 0x1b,
	OP_SELECT_TYPED = 0x1c,
	OP_LOCAL_GET = 0x20,
	OP_LOCAL_SET = 0x21,
	OP_LOCAL_TEE = 0x22,
	OP_GLOBAL_GET = 0x23,
	OP_GLOBAL_SET = 0x24,
	OP_TABLE_GET = 0x25,
	OP_TABLE_SET = 0x26,
	OP_I32_CONST = 0x41,
	OP_I64_CONST = 0x42,
	OP_F32_CONST = 0x43,
	OP_F64_CONST = 0x44,
	OP_I32_ADD = 0x6a,
	OP_I32_SUB = 0x6b,
	OP_I32_MUL = 0x6c,
	OP_I64_ADD = 0x7c,
	OP_I64_SUB = 0x7d,
	OP_I64_MUL = 0x7e,
	OP_REF_NULL = 0xd0,
	OP_REF_IS_NULL = 0xd1,
	OP_REF_FUNC = 0xd2,
	OP_GC = 0xfb,
	OP_MISC = 0xfc,
	OP_SIMD = 0xfd,
	OP_ATOMIC = 0xfe,
};

enum misc_code {
	MISC_MEMORY_INIT = 8,
	MISC_DATA_DROP,
	MISC_MEMORY_COPY,
	MISC_MEMORY_FILL,
	MISC_TABLE_INIT,
	MISC_ELEM_DROP,
	MISC_TABLE_COPY,
	MISC_TABLE_GROW,
	MISC_TABLE_SIZE,
	MISC_TABLE_FILL,
};

enum { SIMD_V128_CONST = 12 };

/* The table's entry, or NULL when the page has no such code. */
const struct opcode *opcode_find(enum opcode_page page, uint32_t code);
/* The proposal that an opcode which is not in the table belongs to ("threads"), or NULL. */
const char *opcode_feature(enum opcode_page page, uint32_t code);

#endif
