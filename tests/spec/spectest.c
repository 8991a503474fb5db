/*
 * The host module `spectest` that the specification's scripts import from: prints that print
 * nothing, four globals, a table of 10 to 20 elements and a memory of 1 to 2 pages.
 */
#include "spec.h"

#include <stdlib.h>

static void print(void)
{
}

static void print_i32(uint32_t a)
{
	(void)a;
}

static void print_i64(uint64_t a)
{
	(void)a;
}

static void print_f32(float a)
{
	(void)a;
}

static void print_f64(double a)
{
	(void)a;
}

static void print_i32_f32(uint32_t a, float b)
{
	(void)a, (void)b;
}

static void print_f64_f64(double a, double b)
{
	(void)a, (void)b;
}

static uint32_t global_i32 = 666;
static uint64_t global_i64 = 666;
static float global_f32 = 666.6f;
static double global_f64 = 666.6;
static struct wb_table table;
static struct wb_memory memory;

#define FUNC(f, t)                                                                                 \
	{                                                                                          \
		.name = #f, .name_len = sizeof #f - 1, .kind = WB_FUNC, .type = t,                 \
		.code = (wb_code)f                                                                 \
	}
#define GLOBAL(g, t)                                                                               \
	{                                                                                          \
		.name = #g, .name_len = sizeof #g - 1, .kind = WB_GLOBAL, .type = t, .global = &g  \
	}

static const struct wb_export exports[] = {
	FUNC(print, ">"),
	FUNC(print_i32, "i>"),
	FUNC(print_i64, "I>"),
	FUNC(print_f32, "f>"),
	FUNC(print_f64, "F>"),
	FUNC(print_i32_f32, "if>"),
	FUNC(print_f64_f64, "FF>"),
	GLOBAL(global_i32, "i"),
	GLOBAL(global_i64, "I"),
	GLOBAL(global_f32, "f"),
	GLOBAL(global_f64, "F"),
	{.name = "table", .name_len = 5, .kind = WB_TABLE, .type = "c", .table = &table},
	{.name = "memory", .name_len = 6, .kind = WB_MEMORY, .memory = &memory},
};

static const struct wb_instance host = {
	.abi = WB_ABI,
	.name = "spectest",
	.exports = exports,
	.n_exports = sizeof exports / sizeof *exports,
};

const struct wb_instance *spec_host_module(void)
{
	if (!memory.base &&
		(wb_memory_init(&memory, NULL, 1, 2) < 0 || wb_table_init(&table, 'c', 10, 20) < 0))
		abort();
	return &host;
}
