WB_STUBS(u32, ii_i, (u32 p0 wb_unused, u32 p1 wb_unused))
static fn_ii_i *const w_table0_ii_i[] = {
	[0 ... 1] = wb_null_ii_i, [2 ... 3] = w_sum, wb_other_ii_i, wb_null_ii_i,
};
/* function 0, sum */
static u32 w_sum(u32 p0, u32 p1)
{
	wb_may_return();
	return p0 + p1;
wb_returns:
	return 0;
}
/* function 1, nothing */
static void w_nothing(void)
{
}
/* function 2, exported as "indirect" */
static u32 w_indirect(u32 i)
{
	return wb_pick(w_table0_ii_i, i)(1, 2);
}
/* function 3, two */
static struct wb_ii w_two(void)
{
	return (struct wb_ii){1, 2};
}
/* function 4, exported as "several_results" */
static u32 w_several_results(void)
{
	struct wb_ii l0 = w_two();
	return l0.v0 - l0.v1;
}
/* function 5, exported as "tail_call" */
static u32 w_tail_call(u32 n, u32 acc)
{
	wb_may_return();
	wb_return_call w_sum(n, acc);
wb_returns:
	return 0;
}
