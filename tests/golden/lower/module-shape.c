#define WB_SHAPE_MODULE
#include <wbcc/lowered.h>

typedef void fn_i_(u32);
WB_TYPE(i_, "i>");

extern struct wb_instance example;
static u32 g_next wb_unused;

static fn_i_ *w_log;
static struct wb_memory *w_memory_slot;
#define w_memory (*w_memory_slot)
static u32 *g_base_slot;
#define g_base (*g_base_slot)
static struct wb_table *w_table0_slot;
#define w_table0 (*w_table0_slot)

/* function 1, exported as "run" */
static void w_run(u32 p)
{
	uint8_t *const mem = w_memory.base;
	wb_frame();
	w_log(i32_load(p + g_next, 0));
}

static funcref w_items0[] = {
	WB_REF(i_, w_run),
};
static struct wb_elem w_elem0 wb_unused = {w_items0, 1};
static const char w_bytes0[] =
	"x";

static const struct wb_import w_imports[] = {
	{"env", "log", 3, 3, WB_FUNC, .type = wb_type_i_, .slot = &w_log},
	{"env", "memory", 3, 6, WB_MEMORY, .min = 1, .max = UINT32_MAX, .slot = &w_memory_slot},
	{"env", "base", 3, 4, WB_GLOBAL, .type = "i", .is_mutable = 0, .slot = &g_base_slot},
	{"env", "table", 3, 5, WB_TABLE, .type = "c", .min = 1, .max = UINT32_MAX, .slot = &w_table0_slot},
};

static const struct wb_export w_exports[] = {
	{"run", 3, WB_FUNC, wb_type_i_, 0, {.code = (wb_code)w_run}},
};

static void instantiate(void)
{
	example.memory = &w_memory;
	example.table = &w_table0;
	g_next = g_base;
	table_init_func(w_table0, w_elem0, g_base, 0, 1);
	elem_drop(w_elem0);
	memory_put(g_base, w_bytes0, 1);
}

struct wb_instance example = {
	.abi = WB_ABI,
	.name = "",
	.hash = "ae11e26eb5e9e790808012a1d70ba346a64c02238738f3eaaee0840b588635c6",
	.exports = w_exports,
	.n_exports = 1,
	.imports = w_imports,
	.n_imports = 4,
	.instantiate = instantiate,
};
