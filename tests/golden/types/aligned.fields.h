#define FIELDS(F)                                                                                  \
	F(a, 1)                                                                                    \
	F(b, 2)                                                                                    \
	F(c, 3)                                                                                    \
	F(d, 4)                                                                                    \
	F(e, 5)                                                                                    \
	F(line.x, 6)                                                                               \
	F(last, 7)
