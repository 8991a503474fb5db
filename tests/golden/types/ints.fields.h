#define FIELDS(F)                                                                                  \
	F(c, 'c')                                                                                  \
	F(sc, -5)                                                                                  \
	F(uc, 250)                                                                                 \
	F(s, -30000)                                                                               \
	F(us, 60000)                                                                               \
	F(i, -2000000000)                                                                          \
	F(ui, 4000000000u)                                                                         \
	F(ll, -9000000000000000000ll)                                                              \
	F(ull, 18000000000000000000ull)                                                            \
	F(i128, -7)                                                                                \
	F(u128, (unsigned __int128)0x0123456789abcdefull << 64 | 0xfedcba9876543210ull)            \
	F(u8, 255)                                                                                 \
	F(s64, -1)
