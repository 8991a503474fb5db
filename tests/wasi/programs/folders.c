/* Makes folders, lists them, removes them. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int is_shown(const struct dirent *e)
{
	return strcmp(e->d_name, ".") && strcmp(e->d_name, "..");
}

static void list(const char *path)
{
	struct dirent **all;
	int n = scandir(path, &all, is_shown, alphasort);
	printf("%s: %d\n", path, n);
	for (int i = 0; i < n; i++)
		printf("  %s %d\n", all[i]->d_name, all[i]->d_type);
}

int main(void)
{
	printf("%d %d\n", mkdir("/box/d", 0755), mkdir("/box/d/e", 0755));
	for (int i = 0; i < 30; i++) {
		char name[40];
		snprintf(name, sizeof name, "/box/d/file%02d", i);
		close(open(name, O_CREAT | O_WRONLY, 0644));
	}
	list("/box/d");
	printf("rmdir of a full folder: %d %s\n", rmdir("/box/d"), strerror(errno));
	printf("unlink of a folder: %d\n", unlink("/box/d"));
	for (int i = 0; i < 30; i++) {
		char name[40];
		snprintf(name, sizeof name, "/box/d/file%02d", i);
		unlink(name);
	}
	printf("%d %d\n", rmdir("/box/d/e"), rmdir("/box/d"));
	list("/box");
	return 0;
}
