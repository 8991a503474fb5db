/* function 0, exported as "load" */
static u64 w_load(u32 p)
{
	return i64_load32_s(p, 8) + i64_load8_u(p, 0);
}
/* function 1, exported as "store" */
static void w_store(u32 p)
{
	i32_store16(p, 2, i32_load16_s(p, 0));
}
/* function 2, exported as "dropped_load_may_trap" */
static void w_dropped_load_may_trap(u32 p)
{
	wb_drop(i32_load(p, 0));
}
/* function 3, exported as "bulk" */
static void w_bulk(u32 p)
{
	memory_copy(p, 0, 64);
	memory_fill(p, 255, 8);
	memory_init(w_data0, p, 0, 3);
	data_drop(w_data0);
}
/* function 4, exported as "grow" */
static u32 w_grow(void)
{
	u32 t0 = memory_grow(1);
	return t0 + memory_size();
}
