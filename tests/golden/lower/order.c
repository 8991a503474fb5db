/* function 0, f */
static u32 w_f(u32 x)
{
	g_g = x;
	return x;
}
/* function 1, exported as "calls" */
static u32 w_calls(void)
{
	u32 t0 = w_f(1);
	return t0 - w_f(2);
}
/* function 2, exported as "call_then_load" */
static u32 w_call_then_load(void)
{
	u32 t0 = w_f(1);
	return t0 - i32_load(8, 0);
}
/* function 3, exported as "loads" */
static u32 w_loads(void)
{
	return i32_load(4, 0) - i32_load(8, 0);
}
/* function 4, exported as "two_traps" */
static u32 w_two_traps(u32 a)
{
	u32 t0 = i32_div_u(1, a);
	return t0 - i32_load(a, 0);
}
/* function 5, exported as "tee" */
static u32 w_tee(u32 a)
{
	u32 t0 = a;
	a = 5;
	return t0 - a;
}
/* function 6, exported as "load_before_store" */
static u32 w_load_before_store(u32 a)
{
	u32 l1 = i32_load(a, 0);
	i32_store(a, 0, 1);
	return l1;
}
/* function 7, exported as "global_before_call" */
static u32 w_global_before_call(void)
{
	u32 t0 = g_g;
	return t0 - w_f(3);
}
