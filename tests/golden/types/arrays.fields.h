#define FIELDS(F)                                                                                  \
	F(row[2], -3)                                                                              \
	F(cube[1][2][3], 123)                                                                      \
	F(comm[15], 'z')                                                                           \
	F(pair[1][3], 'p')                                                                         \
	F(odd[4], 'o')                                                                             \
	F(of_structs[1].a, 'a')                                                                    \
	F(of_structs[1].b, -5)
