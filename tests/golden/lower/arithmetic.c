/* function 0, exported as "add" */
static u32 w_add(u32 a, u32 b)
{
	return (a + b) * (a - 7);
}
/* function 1, exported as "shift" */
static u32 w_shift(u32 a, u32 b)
{
	return (u32)((s32)(a << 3) >> (b & 31));
}
/* function 2, exported as "masked_shift" */
static u64 w_masked_shift(u64 a, u64 b)
{
	return a >> (b & 31);
}
/* function 3, exported as "divide" */
static u32 w_divide(u32 a, u32 b)
{
	return i32_div_s(a, b);
}
/* function 4, exported as "divide_by_ten" */
static u32 w_divide_by_ten(u32 a)
{
	return (u32)((s32)(a / 10) % 16);
}
/* function 5, exported as "compare" */
static u32 w_compare(u32 a, u32 b)
{
	return ((s32)a < -5) & (a < b);
}
/* function 6, exported as "negative" */
static u32 w_negative(u32 a)
{
	return (a & -16u) - 16;
}
/* function 7, exported as "widen" */
static u64 w_widen(u32 a)
{
	return (u64)(s32)a + (u64)(u32)(s8)a;
}
/* function 8, exported as "bits" */
static u32 w_bits(u32 a)
{
	return i32_rotl(i32_clz(a), i32_popcnt(a));
}
