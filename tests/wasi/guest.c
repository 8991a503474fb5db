/* For run-protocol: tells what it was given, and does what its first argument says. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

static void show_all(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		printf("arg %s\n", argv[i]);
	for (char **e = environ; *e; e++)
		printf("env %s\n", *e);
}

static int show(const char *path)
{
	char text[100];
	FILE *f = fopen(path, "r");
	if (!f) {
		perror(path);
		return 1;
	}
	while (fgets(text, sizeof text, f))
		fputs(text, stdout);
	return 0;
}

static int make(const char *path)
{
	FILE *f = fopen(path, "w");
	if (!f || fputs("made by the guest\n", f) < 0 || fclose(f)) {
		perror(path);
		return 1;
	}
	return 0;
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "all";
	if (!strcmp(what, "read"))
		return show(argv[2]);
	if (!strcmp(what, "read-unnamed"))
		return show("granted/file");
	if (!strcmp(what, "write"))
		return make(argv[2]);
	if (!strcmp(what, "exit"))
		return atoi(argv[2]);
	while (!strcmp(what, "sleep"))
		sleep(1);
	while (!strcmp(what, "yes"))
		puts("yes");
	show_all(argc, argv);
	return 0;
}
