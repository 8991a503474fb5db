/* The string functions, that a compiler likes to replace. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

int main(void)
{
	char buf[64], *save, text[] = "a,b;;c";
	memset(buf, 'x', sizeof buf);
	strcpy(buf, "overlapping");
	memmove(buf + 2, buf, 12);
	printf("%s %zu\n", buf, strlen(buf));
	for (char *t = strtok_r(text, ",;", &save); t; t = strtok_r(NULL, ",;", &save))
		printf("<%s>", t);
	printf("\n%d %d %d\n", strcmp("a", "b") < 0, memcmp("b", "a", 1) > 0,
		strncmp("ab", "ac", 1));
	printf("%s %s %s\n", strchr("hello", 'l'), strrchr("hello", 'l'), strstr("hello", "ll"));
	printf("%zu %zu\n", strspn("aabbc", "ab"), strcspn("aabbc", "c"));
	printf("%c %d %d\n", toupper('q'), isalpha('1') != 0, isxdigit('f') != 0);
	wchar_t wide[20];
	printf("%zu %zu\n", mbstowcs(wide, "plain", 20), wcslen(wide));
	return 0;
}
