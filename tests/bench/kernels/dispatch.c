/* dispatch: an event loop whose handlers are called through a table of function pointers. */
#include "kernel.h"

enum { HANDLERS = 8, EVENTS = 4096, ROUNDS = 6000 };

struct state {
	uint32_t counter, sum, mask, last;
};

typedef uint32_t handler(struct state *s, uint32_t argument);

static uint32_t on_open(struct state *s, uint32_t argument)
{
	s->counter++;
	return argument ^ s->sum;
}

static uint32_t on_close(struct state *s, uint32_t argument)
{
	s->counter--;
	return argument + s->last;
}

static uint32_t on_read(struct state *s, uint32_t argument)
{
	s->sum += argument;
	return s->sum >> 3;
}

static uint32_t on_write(struct state *s, uint32_t argument)
{
	s->sum -= argument * 3;
	return s->sum << 1;
}

static uint32_t on_fork(struct state *s, uint32_t argument)
{
	s->mask ^= 1u << (argument & 31);
	return s->mask;
}

static uint32_t on_exec(struct state *s, uint32_t argument)
{
	s->last = argument;
	return s->counter + argument;
}

static uint32_t on_exit(struct state *s, uint32_t argument)
{
	s->mask |= argument;
	return s->last ^ s->mask;
}

static uint32_t on_signal(struct state *s, uint32_t argument)
{
	s->last += s->counter;
	return argument * 2654435761u;
}

/* Not const: a tool fills such a table when it starts. */
static handler *handlers[HANDLERS];
static uint8_t kinds[EVENTS];

static void fill(void)
{
	static handler *const all[HANDLERS] = {
		on_open, on_close, on_read, on_write, on_fork, on_exec, on_exit, on_signal};
	uint64_t seed = 88675123u;
	for (int i = 0; i < HANDLERS; i++)
		handlers[i] = all[i];
	for (int i = 0; i < EVENTS; i++)
		kinds[i] = next_random(&seed) % HANDLERS;
}

uint64_t kernel(void)
{
	struct state s = {0};
	uint32_t value = 1;
	fill();
	for (int round = 0; round < ROUNDS; round++)
		for (int i = 0; i < EVENTS; i++)
			value = handlers[kinds[i]](&s, value + (uint32_t)i);
	return (uint64_t)value << 32 | (s.sum ^ s.mask ^ s.counter ^ s.last);
}
