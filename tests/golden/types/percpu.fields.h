#define FIELDS(F)                                                                                  \
	F(hits, 11)                                                                                \
	F(mark, 'x')
