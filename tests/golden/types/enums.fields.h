#define FIELDS(F)                                                                                  \
	F(yes, 1)                                                                                  \
	F(no, 0)                                                                                   \
	F(color, GREEN)                                                                            \
	F(level, LOW)                                                                              \
	F(place, SECOND)                                                                           \
	F(inner, INNER)                                                                            \
	F(many[1], BLUE)
