/* Writes a file, reads it back, appends, seeks, truncates. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void show(const char *when)
{
	char text[100] = "";
	FILE *f = fopen("/box/file", "r");
	size_t n = fread(text, 1, sizeof text - 1, f);
	printf("%s: %zu [%s]\n", when, n, text);
	fclose(f);
}

int main(void)
{
	FILE *f = fopen("/box/file", "w");
	fprintf(f, "line %d\n", 1);
	fclose(f);
	show("written");
	f = fopen("/box/file", "a");
	fputs("more", f);
	printf("at %ld\n", ftell(f));
	fclose(f);
	show("appended");
	f = fopen("/box/file", "r+");
	fseek(f, 5, SEEK_SET);
	fputc('X', f);
	fseek(f, -2, SEEK_END);
	fputs("YZ", f);
	fflush(f);
	printf("truncate: %d\n", ftruncate(fileno(f), 9));
	fclose(f);
	show("changed");
	printf("remove: %d %d\n", remove("/box/file"), remove("/box/file"));
	return 0;
}
