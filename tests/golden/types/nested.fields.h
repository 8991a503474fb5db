#define FIELDS(F)                                                                                  \
	F(in.tag, 1)                                                                               \
	F(in.value, -2)                                                                            \
	F(x, 3)                                                                                    \
	F(wide, 0x4444444444444444ll)                                                              \
	F(named.a, 5)                                                                              \
	F(named.deeper.b, 6)                                                                       \
	F(named.deeper.c.value, 7)                                                                 \
	F(n.l, 8)                                                                                  \
	F(list[1].tag, 9)                                                                          \
	F(list[1].value, 10)                                                                       \
	F(end, 11)
