#define FIELDS(F)                                                                                  \
	F(a, 1)                                                                                    \
	F(f, 1.5f)                                                                                 \
	F(b, 2)                                                                                    \
	F(d, -0.25)                                                                                \
	F(list[2], 3.0f)
