/* function 1, memcpy */
static u32 w_memcpy(u32 p0, u32 p1, u32 p2)
{
	return wb_guest_memcpy(p0, p1, p2);
}
/* function 2, strlen */
static u32 w_strlen(u32 p0)
{
	return wb_guest_strlen(p0);
}
/* function 3, strcmp */
static u32 w_strcmp(u32 p0 wb_unused)
{
	return 1;
}
/* function 4, exported as "copy" */
static u32 w_copy(u32 to, u32 from)
{
	u32 t0 = w_strlen(from);
	return w_memcpy(to, from, t0 + w_strcmp(from));
}
