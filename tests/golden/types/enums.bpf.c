/* bool and enums: signed, unsigned, anonymous. */
#include <stdbool.h>
#include "corpus.bpf.h"
#include "enums.fields.h"

enum color { RED, GREEN = 5, BLUE };
enum level { LOW = -1, HIGH = 1 };
typedef enum { FIRST = 10, SECOND } place_t;

struct enums {
	bool yes, no;
	enum color color;
	enum level level;
	place_t place;
	enum { INNER = 3 } inner;
	enum color many[2];
};

CORPUS(struct enums)
