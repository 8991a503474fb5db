/* function 0, exported as "plain" */
static f64 w_plain(f64 x, f64 y)
{
	return x * y + 1.5;
}
/* function 1, exported as "no_fold" */
static f32 w_no_fold(f32 x)
{
	return (x - f32_opaque(0.0f)) * f32_opaque(1.0f);
}
/* function 2, exported as "there_and_back" */
static f32 w_there_and_back(f32 x)
{
	return (f32)f64_opaque((f64)x);
}
/* function 3, exported as "constants" */
static f64 w_constants(void)
{
	return (f64)f32_bits(0x7fa00000) - f64_min(-f64_inf, 0.1);
}
/* function 4, exported as "bits" */
static f64 w_bits(f64 x)
{
	return -f64_copysign(x, f64_abs(x));
}
/* function 5, exported as "convert" */
static f32 w_convert(f64 x)
{
	return (f32)(s32)i32_trunc_f64_u(f64_nearest(x));
}
/* function 6, exported as "not_less" */
static u32 w_not_less(f64 x)
{
	return !(x < 1e+100);
}
