/* The guest sees numbers where the BPF program has pointers. */
#ifdef __bpf__
#define P(n) (void *)(n)
#else
#define P(n) (n)
#endif
#define FIELDS(F)                                                                                  \
	F(v, P(0x1122334455667788ull))                                                             \
	F(name, P(1ull))                                                                           \
	F(fwd, P(2ull))                                                                            \
	F(fn, P(0xffffffff81000000ull))                                                            \
	F(table[2], P(3ull))                                                                       \
	F(names[1][2], P(4ull))                                                                    \
	F(row, P(5ull))                                                                            \
	F(self, P(6ull))                                                                           \
	F(deep, P(7ull))                                                                           \
	F(tail, 8)
