/* Hard links and symbolic links. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
	struct stat st;
	char target[50] = "";
	FILE *f = fopen("/box/file", "w");
	fputs("content", f);
	fclose(f);
	printf("link %d symlink %d\n", link("/box/file", "/box/hard"),
		symlink("file", "/box/soft"));
	printf("readlink %zd ", readlink("/box/soft", target, sizeof target));
	printf("[%s]\n", target);
	printf("lstat %d %d\n", lstat("/box/soft", &st), S_ISLNK(st.st_mode));
	printf("stat %d %d size %d links %d\n", stat("/box/soft", &st), S_ISREG(st.st_mode),
		(int)st.st_size, (int)st.st_nlink);
	printf("readlink of a file: %zd %s\n", readlink("/box/file", target, 10), strerror(errno));
	printf("rename %d\n", rename("/box/hard", "/box/harder"));
	unlink("/box/file");
	printf("dangling: %d\n", open("/box/soft", O_RDONLY));
	unlink("/box/soft");
	unlink("/box/harder");
	return 0;
}
