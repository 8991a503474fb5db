/* Nothing outside the preopened folder can be opened. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
	static const char *const outside[] = {"/etc/passwd", "/box/../etc/passwd", "/box/../..",
		"/", "etc/passwd", "../etc/passwd"};
	for (int i = 0; i < 6; i++)
		printf("%s %d\n", outside[i], open(outside[i], O_RDONLY));
	symlink("../../../../../../etc/passwd", "/box/evil");
	printf("%d\n", open("/box/evil", O_RDONLY));
	unlink("/box/evil");
	return 0;
}
