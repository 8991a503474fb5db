#define FIELDS(F)                                                                                  \
	F(a, 5)                                                                                    \
	F(b, 0xabcde)                                                                              \
	F(c, -100)                                                                                 \
	F(d, 0x123456789aull)                                                                      \
	F(plain, 77)                                                                               \
	F(flag, 1)                                                                                 \
	F(e, 0x1a5)                                                                                \
	F(f, -5)                                                                                   \
	F(whole, 0xdeadbeef)
