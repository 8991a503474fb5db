/* function 0, f */
static void w_f(void)
{
}
/* function 1, exported as "call" */
static void w_call(u32 i)
{
	wb_indirect(fn__, wb_type__, w_table0, i)();
}
/* function 2, exported as "write" */
static void w_write(u32 i, externref v)
{
	table_set_func(w_table0, i, table_get_func(w_table0, 0));
	table_set_extern(w_table1, 0, v);
	table_init_func(w_table0, w_elem0, 0, 0, 2);
	elem_drop(w_elem0);
	table_copy_func(w_table0, w_table0, 1, 0, 1);
	table_fill_extern(w_table1, 0, NULL, table_size(w_table1));
}
/* function 3, exported as "read" */
static u32 w_read(u32 i)
{
	u32 t0 = table_get_func(w_table0, i).code == NULL;
	return t0 + table_grow_extern(w_table1, NULL, i);
}
