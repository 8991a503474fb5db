/* pread, pwrite, writev, sparse files. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

int main(void)
{
	struct stat st;
	char buf[32] = "";
	int fd = open("/box/file", O_CREAT | O_RDWR | O_TRUNC, 0644);
	const struct iovec v[] = {{"abc", 3}, {"", 0}, {"defgh", 5}};
	printf("writev %zd\n", writev(fd, v, 3));
	printf("pwrite %zd\n", pwrite(fd, "XY", 2, 2));
	printf("at %lld\n", (long long)lseek(fd, 0, SEEK_CUR));
	printf("pread %zd ", pread(fd, buf, 20, 1));
	printf("[%s]\n", buf);
	lseek(fd, 100000, SEEK_SET);
	write(fd, "end", 3);
	fstat(fd, &st);
	printf("size %lld\n", (long long)st.st_size);
	printf("hole %zd %d\n", pread(fd, buf, 1, 50000), buf[0]);
	printf("allocate %d\n", posix_fallocate(fd, 0, 200000));
	fstat(fd, &st);
	printf("size %lld\n", (long long)st.st_size);
	printf("sync %d %d advise %d\n", fsync(fd), fdatasync(fd),
		posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL));
	unlink("/box/file");
	return 0;
}
