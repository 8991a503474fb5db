/*
 * Runs a fuzz target over every file of the folders named on the command line, without a
 * fuzzer: what once crashed stays fixed.  An empty folder is an error, so that no test passes
 * because nothing ran.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void die(const char *what)
{
	perror(what);
	exit(1);
}

/* A copy of exactly the file's size, so that a sanitizer sees every read beyond its end. */
static void replay(const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f || fseek(f, 0, SEEK_END) != 0)
		die(path);
	long size = ftell(f);
	rewind(f);
	uint8_t *data = malloc((size_t)size);
	if (size && (!data || fread(data, (size_t)size, 1, f) != 1))
		die(path);
	fclose(f);
	fprintf(stderr, "%s (%ld bytes)\n", path, size);
	LLVMFuzzerTestOneInput(data, (size_t)size);
	free(data);
}

static int is_visible(const struct dirent *e)
{
	return e->d_name[0] != '.';
}

static int replay_folder(const char *folder)
{
	struct dirent **entries;
	int n = scandir(folder, &entries, is_visible, alphasort);
	if (n < 0)
		die(folder);
	for (int i = 0; i < n; i++) {
		char path[4096];
		snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
		replay(path);
		free(entries[i]);
	}
	free(entries);
	return n;
}

int main(int argc, char **argv)
{
	int n = 0;
	for (int i = 1; i < argc; i++)
		n += replay_folder(argv[i]);
	printf("%d inputs replayed\n", n);
	return n ? 0 : 1;
}
