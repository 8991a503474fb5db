/* What fails, and how it is called. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void try(const char *what, int r)
{
	printf("%s: %s\n", what, r < 0 ? strerror(errno) : "ok");
}

int main(void)
{
	char buf[10];
	mkdir("/box/dir", 0755);
	close(open("/box/file", O_CREAT | O_WRONLY, 0644));
	try("open none", open("/box/none", O_RDONLY));
	try("open in none", open("/box/none/x", O_RDONLY));
	try("open below a file", open("/box/file/x", O_RDONLY));
	try("create exclusively", open("/box/file", O_CREAT | O_EXCL | O_WRONLY, 0644));
	try("open a file as a folder", open("/box/file", O_RDONLY | O_DIRECTORY));
	try("make a folder twice", mkdir("/box/dir", 0755));
	try("read a closed descriptor", (int)read(99, buf, 10));
	try("close it", close(99));
	try("seek before the start", (int)lseek(open("/box/file", O_RDONLY), -1, SEEK_SET));
	try("rename none", rename("/box/none", "/box/x"));
	try("stat none", stat("/box/none", &(struct stat){0}));
	unlink("/box/file");
	rmdir("/box/dir");
	return 0;
}
