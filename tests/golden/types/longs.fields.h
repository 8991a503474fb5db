#define FIELDS(F)                                                                                  \
	F(before, 1)                                                                               \
	F(l, -0x1122334455667788ll)                                                                \
	F(ul, 0xfedcba9876543210ull)                                                               \
	F(size, 0x123456789ull)                                                                    \
	F(between, 7)                                                                              \
	F(ssize, -2)                                                                               \
	F(mine[0], 3)                                                                              \
	F(mine[1], -4)                                                                             \
	F(after, 0xab12345678ull)
