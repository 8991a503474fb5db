/* function 0, effect */
static void w_effect(u32 p0)
{
	i32_store(0, 0, p0);
}
/* function 1, exported as "if_else" */
static void w_if_else(u32 x)
{
	if (x)
		w_effect(1);
	else
		w_effect(2);
}
/* function 2, exported as "else_if" */
static u32 w_else_if(u32 x)
{
	return (s32)x < 0 ? -1u : (u32)((s32)x > 0);
}
/* function 3, exported as "skip" */
static void w_skip(u32 x)
{
	if (x != 0) {
		w_effect(1);
		if (x != 3)
			w_effect(2);
	}
}
/* function 4, exported as "early_return" */
static u32 w_early_return(u32 x)
{
	if (!x)
		return 7;
	w_effect(x);
	return 8;
}
/* function 5, exported as "value" */
static u32 w_value(u32 x)
{
	u32 t0;
	if (x) {
		t0 = 5;
	} else {
		w_effect(1);
		t0 = 6;
	}
	return 1 + t0;
}
/* function 6, exported as "unstructured" */
static void w_unstructured(u32 x)
{
	if (x) {
		w_effect(0);
		if (i32_load(8, 0))
			goto L1;
	}
	w_effect(1);
	goto L2;
L1:;
	w_effect(2);
L2:;
}
