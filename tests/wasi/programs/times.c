/* File times that are set come back. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
	struct stat st;
	const struct timespec times[2] = {{1000000000, 0}, {1234567890, 0}};
	int fd = open("/box/file", O_CREAT | O_RDWR, 0644);
	printf("%d\n", futimens(fd, times));
	fstat(fd, &st);
	printf("%lld %lld\n", (long long)st.st_atim.tv_sec, (long long)st.st_mtim.tv_sec);
	const struct timespec later[2] = {{0, UTIME_OMIT}, {1300000000, 0}};
	printf("%d\n", utimensat(AT_FDCWD, "/box/file", later, 0));
	stat("/box/file", &st);
	printf("%lld %lld\n", (long long)st.st_atim.tv_sec, (long long)st.st_mtim.tv_sec);
	unlink("/box/file");
	return 0;
}
