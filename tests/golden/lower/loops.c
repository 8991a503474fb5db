/* function 0, exported as "do_while" */
static void w_do_while(u32 n)
{
	do {
		i32_store8(n, 0, 0);
		n -= 1;
	} while (n);
}
/* function 1, exported as "while" */
static u32 w_while(u32 n)
{
	u32 sum = 0;
	while (n != 0) {
		sum += i32_load(n, 0);
		n -= 4;
	}
	return sum;
}
/* function 2, exported as "continue" */
static void w_continue(u32 n)
{
	for (;;) {
		n += 1;
		if (n & 1)
			continue;
		i32_store(n, 0, 0);
		if (i32_load(n, 0))
			continue;
		i32_store(n, 0, 9);
		break;
	}
}
/* function 3, exported as "forever" */
static void w_forever(void)
{
	for (;;) {
	}
}
/* function 4, exported as "nested" */
static void w_nested(u32 n)
{
L1:;
	for (;;) {
		for (;;) {
			n = i32_load(n, 0);
			if (!n)
				break;
			if (i32_load8_u(n, 0) != 0)
				goto L1;
		}
		break;
	}
}
