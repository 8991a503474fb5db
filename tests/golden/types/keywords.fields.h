#define FIELDS(F)                                                                                  \
	F(class, 1)                                                                                \
	F(new, 2)                                                                                  \
	F(delete, -3)                                                                              \
	F(when.tv_sec, 0x123456789ll)                                                              \
	F(when.tv_nsec, 4)                                                                         \
	F(in_map, 5)
