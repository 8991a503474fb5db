#include <wbcc/lowered.h>

WB_TYPE(_i, ">i");

static struct wb_memory w_memory;
static struct wb_table w_table0;
static u32 g_stack_pointer wb_unused = 66560;
static const u64 g_limit wb_unused = -1ull;
static f32 g_ratio wb_unused = 0.1f;
static f32 g_nan wb_unused;

static inline u32 w_yield(void)
{
	return wasi_snapshot_preview1__sched_yield(&wb_program);
}

/* function 1, init */
static const char w_bytes0[] =
	"text\n\0\0011\377\"?\?=";

static const struct wb_export w_exports[] = {
	{"memory", 6, WB_MEMORY, NULL, 0, {.memory = &w_memory}},
	{"ratio", 5, WB_GLOBAL, "f", 0, {.global = (void *)&g_ratio}},
};

static void instantiate(void)
{
	wb_memory_require(&w_memory, wb_linear_memory, 1, 2u);
	wb_table_require(&w_table0, 'c', 2, UINT32_MAX);
	g_nan = f32_bits(0x7fc00000);
	table_init_func(w_table0, w_elem0, 1, 0, 1);
	elem_drop(w_elem0);
	memory_put(1024, w_bytes0, 13);
	w_init();
}

struct wb_instance wb_program = {
	.abi = WB_ABI,
	.name = "counter",
	.hash = "b66d211b7017122c8378a0730dab565367da65ac4bdeda4e301f5eb9003ccbfe",
	.exports = w_exports,
	.n_exports = 2,
	.memory = &w_memory,
	.table = &w_table0,
	.instantiate = instantiate,
};
