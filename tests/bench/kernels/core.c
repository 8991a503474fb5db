/*
 * core: what embedded benchmarks exercise: a linked list that is searched, reversed and merge
 * sorted, and a state machine that recognises numbers in text.
 */
#include <stddef.h>

#include "kernel.h"

enum { NODES = 600, TEXT = 2048, ROUNDS = 20000 };

struct node {
	struct node *next;
	int16_t key;
	int16_t data;
};

static struct node nodes[NODES];
static char text[TEXT];

/* ---- the list ---------------------------------------------------------------------------- */

typedef int compare(const struct node *a, const struct node *b);

static int by_key(const struct node *a, const struct node *b)
{
	return a->key - b->key;
}

static int by_data(const struct node *a, const struct node *b)
{
	return a->data - b->data;
}

static struct node *reverse(struct node *list)
{
	struct node *done = NULL;
	while (list) {
		struct node *next = list->next;
		list->next = done;
		done = list;
		list = next;
	}
	return done;
}

static const struct node *search(const struct node *list, int16_t data)
{
	while (list && list->data != data)
		list = list->next;
	return list;
}

static struct node *merge(struct node *a, struct node *b, compare *order)
{
	struct node *head = NULL, **tail = &head;
	while (a && b) {
		struct node **smaller = order(a, b) <= 0 ? &a : &b;
		*tail = *smaller;
		tail = &(*smaller)->next;
		*smaller = (*smaller)->next;
	}
	*tail = a ? a : b;
	return head;
}

/* Merge sort from the bottom: bin i holds a sorted list of 2^i nodes, or none. */
static struct node *sort(struct node *list, compare *order)
{
	struct node *bins[16] = {NULL}, *sorted = NULL;
	while (list) {
		struct node *carry = list;
		size_t i = 0;
		list = list->next;
		carry->next = NULL;
		for (; bins[i]; i++) {
			carry = merge(bins[i], carry, order);
			bins[i] = NULL;
		}
		bins[i] = carry;
	}
	for (size_t i = 0; i < sizeof bins / sizeof *bins; i++)
		sorted = bins[i] ? merge(bins[i], sorted, order) : sorted;
	return sorted;
}

static struct node *build(uint64_t *seed)
{
	for (int i = 0; i < NODES; i++) {
		uint64_t r = next_random(seed);
		nodes[i].next = i + 1 < NODES ? &nodes[i + 1] : NULL;
		nodes[i].key = (int16_t)i;
		nodes[i].data = (int16_t)(r & 0x3ff);
	}
	return nodes;
}

/* ---- the state machine ---------------------------------------------------------------------- */

enum state { START, SIGN, INTEGER, POINT, FRACTION, EXPONENT, SCALE, INVALID, N_STATES };

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static enum state step(enum state s, char c)
{
	switch (s) {
	case START:
		if (c == '+' || c == '-')
			return SIGN;
		return is_digit(c) ? INTEGER : c == '.' ? POINT : INVALID;
	case SIGN: return is_digit(c) ? INTEGER : c == '.' ? POINT : INVALID;
	case INTEGER:
		if (c == '.')
			return FRACTION;
		return is_digit(c) ? INTEGER : c == 'e' ? EXPONENT : INVALID;
	case POINT: return is_digit(c) ? FRACTION : INVALID;
	case FRACTION: return is_digit(c) ? FRACTION : c == 'e' ? EXPONENT : INVALID;
	case EXPONENT: return is_digit(c) || c == '-' || c == '+' ? SCALE : INVALID;
	case SCALE: return is_digit(c) ? SCALE : INVALID;
	default: return INVALID;
	}
}

static void write_text(uint64_t *seed)
{
	static const char *const words[] = {"5012,", "-874,", "+122,", "35.54400,", ".1234500,",
		"-110.700,", "+0.64400,", "5.500e+3,", "-.123e-2,", "-87e+832,", "+0.6e-12,",
		"T0.3e-1F,", "-T.T++Tq,", "1T3.4e4z,"};
	size_t at = 0;
	while (at < TEXT - 1) {
		const char *word = words[next_random(seed) % (sizeof words / sizeof *words)];
		while (*word && at < TEXT - 1)
			text[at++] = *word++;
	}
	text[at] = '\0';
}

static uint64_t scan(uint64_t hash)
{
	uint32_t finals[N_STATES] = {0}, steps = 0;
	enum state s = START;
	for (const char *p = text; *p; p++) {
		if (*p == ',' || s == INVALID) {
			finals[s]++;
			s = START;
			continue;
		}
		s = step(s, *p);
		steps++;
	}
	for (int i = 0; i < N_STATES; i++)
		hash = hash * 31 + finals[i];
	return hash * 31 + steps;
}

uint64_t kernel(void)
{
	uint64_t seed = 5783321u, hash = FNV_START;
	struct node *list = build(&seed);
	write_text(&seed);
	for (int round = 0; round < ROUNDS; round++) {
		const struct node *found = search(list, (int16_t)(round & 0x3ff));
		hash = fnv_u64(hash, found ? (uint64_t)found->key : 77);
		list = reverse(list);
		if (round % 8 == 0)
			list = sort(list, round % 16 ? by_key : by_data);
		text[round % (TEXT - 1)] ^= round & 1 ? 1 : 0;
		hash = scan(hash);
	}
	return hash;
}
