/* function 0, exported as "cases" */
static u32 w_cases(u32 x)
{
	u32 r = 0;
	switch (x) {
	case 0:
		r = 10;
		break;
	case 1: case 3:
		r = x + 11;
		/* fall through */
	case 2:
		r *= 3;
	}
	return r;
}
/* function 1, exported as "values" */
static u32 w_values(u32 x)
{
	u32 t0;
	u32 t1 = x - 1;
	switch (t1) {
	case 0:
		t0 = 5;
		break;
	default:
		return 5;
	}
	return t0 + 1;
}
