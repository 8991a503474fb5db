#define FIELDS(F)                                                                                  \
	F(plain, 1)                                                                                \
	F(cookie, 0xfedcba9876543210ull)                                                           \
	F(point.y, -2)                                                                             \
	F(places[1].x, 3)                                                                          \
	F(places[1].y, 4)                                                                          \
	F(shared, 5)                                                                               \
	F(noted, 6)                                                                                \
	F(pid, 7)
