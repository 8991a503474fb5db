/* function 0, exported as "sum" */
static u32 w_sum(u32 p)
{
	v128 v = i32x4_add(v128_load(p, 0), v128_const(0x0000000200000001, 0x0000000400000003));
	return i32x4_extract_lane(i8x16_shuffle(v, i32x4_shl(v, 3), 0, 1, 2, 3, 4, 5, 6, 7, 16, 17,
		18, 19, 20, 21, 22, 23), 2);
}
/* function 1, exported as "lanes" */
static void w_lanes(u32 p, v128 v)
{
	v128_store8_lane(p, v128_load16_lane(p,
		v128_bitselect(v, v128_load8x8_s(p, 0), f32x4_splat(2.0f)), 2, 1), 4, 5);
}
