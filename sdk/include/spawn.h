/*
 * <spawn.h> of a guest: starting programs of the host, for packages that ask for the permission
 * "exec" and users who allow it.  Of file actions those count that lead to descriptors 0, 1, 2.
 */
#ifndef WBCC_SDK_SPAWN_H
#define WBCC_SDK_SPAWN_H

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
	int __unused;
} posix_spawnattr_t;

typedef struct {
	int __fds[3]; /* descriptors of the guest plus one; 0: the guest's own */
} posix_spawn_file_actions_t;

int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
	const posix_spawnattr_t *attributes, char *const argv[], char *const envp[]);
int posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions,
	const posix_spawnattr_t *attributes, char *const argv[], char *const envp[]);
int posix_spawn_file_actions_init(posix_spawn_file_actions_t *actions);
int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *actions);
int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *actions, int from, int to);
int posix_spawn_file_actions_addclose(posix_spawn_file_actions_t *actions, int fd);
int posix_spawnattr_init(posix_spawnattr_t *attributes);
int posix_spawnattr_destroy(posix_spawnattr_t *attributes);

#ifdef __cplusplus
}
#endif

#endif
