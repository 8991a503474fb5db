/* typedef, const, volatile, restrict, TYPE_TAG and DECL_TAG change nothing about a layout. */
#include "corpus.bpf.h"
#include "typedefs.fields.h"

#define tag(name) __attribute__((btf_type_tag(name)))
#define decl_tag(name) __attribute__((btf_decl_tag(name)))

typedef __u32 u32;
typedef unsigned long cookie_t;
typedef struct { int x; long y; } point_t;
typedef point_t place_t;
typedef const volatile point_t fixed_t;
typedef int pid_t;

struct typedefs {
	u32 plain;
	cookie_t cookie;
	point_t point;
	place_t places[2];
	volatile int shared;
	char *restrict own;
	int tag("user") *tagged;
	int noted decl_tag("note");
	pid_t pid;
} decl_tag("whole");

const fixed_t *unused __attribute__((unused));

CORPUS(struct typedefs)
