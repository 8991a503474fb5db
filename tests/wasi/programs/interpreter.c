/* A small stack machine: dispatch by a switch and by a table of functions. */
#include <stdio.h>

enum { PUSH, ACCUMULATE, MUL, DUP, SWAP, DEC, JNZ, POP, END };

static long stack[100];
static int top;

static void accumulate(void)
{
	stack[top - 2] += stack[top - 1];
}

static void mul(void)
{
	top--;
	stack[top - 1] *= stack[top];
}

static void dup(void)
{
	stack[top] = stack[top - 1];
	top++;
}

static void swap(void)
{
	long t = stack[top - 1];
	stack[top - 1] = stack[top - 2];
	stack[top - 2] = t;
}

static void (*const ops[])(void) = {
	[ACCUMULATE] = accumulate, [MUL] = mul, [DUP] = dup, [SWAP] = swap};

static long run(const int *code)
{
	for (int pc = 0;; pc++) {
		switch (code[pc]) {
		case PUSH: stack[top++] = code[++pc]; break;
		case DEC: stack[top - 1]--; break;
		case JNZ: pc = stack[top - 1] ? code[pc + 1] - 1 : pc + 1; break;
		case POP: top--; break;
		case END: return stack[--top];
		default: ops[code[pc]]();
		}
	}
}

int main(void)
{
	static const int sum[] = {PUSH, 0, PUSH, 1000, ACCUMULATE, DEC, JNZ, 4, POP, END};
	static const int power[] = {PUSH, 3, DUP, MUL, DUP, MUL, PUSH, 2, SWAP, MUL, END};
	printf("%ld %ld\n", run(sum), run(power));
	return 0;
}
