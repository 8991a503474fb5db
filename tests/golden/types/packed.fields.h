#define FIELDS(F)                                                                                  \
	F(first, 1)                                                                                \
	F(t.c, 2)                                                                                  \
	F(t.i, -3)                                                                                 \
	F(t.l, 0x1234567890abll)                                                                   \
	F(s, -4)                                                                                   \
	F(bits.x, 0x12345)                                                                         \
	F(bits.y, 0xfedcb)                                                                         \
	F(bits.z, 0xabcdef)                                                                        \
	F(many[1].l, -6)                                                                           \
	F(end, 7)
