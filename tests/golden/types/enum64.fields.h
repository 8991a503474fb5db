#define FIELDS(F)                                                                                  \
	F(a, 1)                                                                                    \
	F(wide, WIDE_BIG)                                                                          \
	F(deep, DEEP)                                                                              \
	F(list[1], WIDE_BIG)
