/* The functions themselves: descriptors of folders, their rights and names, renumbering. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <wasi/api.h>

int main(void)
{
	__wasi_prestat_t pre;
	char name[10] = "";
	__wasi_fd_t fd;
	__wasi_fdstat_t st;
	printf("%d ", __wasi_fd_prestat_get(3, &pre));
	printf("%d %d ", pre.tag, (int)pre.u.dir.pr_name_len);
	printf("%d %s\n", __wasi_fd_prestat_dir_name(3, (uint8_t *)name, 4), name);
	printf("%d %d\n", __wasi_fd_prestat_get(4, &pre), __wasi_fd_close(17));
	printf("%d %d\n", __wasi_fd_fdstat_get(3, &st), st.fs_filetype);
	printf("open %d ", __wasi_path_open(3, 0, "x", __WASI_OFLAGS_CREAT,
				   __WASI_RIGHTS_FD_READ | __WASI_RIGHTS_FD_WRITE, 0, 0, &fd));
	__wasi_fd_fdstat_get(fd, &st);
	printf("%d\n", st.fs_filetype);
	__wasi_fd_t other;
	printf("open %d\n", __wasi_path_open(3, 0, "y", __WASI_OFLAGS_CREAT, __WASI_RIGHTS_FD_READ,
				    0, 0, &other));
	printf("renumber %d\n", __wasi_fd_renumber(fd, other));
	printf("write %zd\n", write((int)other, "abc", 3));
	printf("old %d\n", __wasi_fd_fdstat_get(fd, &st));
	printf("yield %d\n", __wasi_sched_yield());
	unlink("/box/x");
	unlink("/box/y");
	return 0;
}
