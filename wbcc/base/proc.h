/*
 * The one place that starts other programs.  Arguments are an array, never a shell's line.
 */
#ifndef WBCC_BASE_PROC_H
#define WBCC_BASE_PROC_H

#include <stdbool.h>
#include <stddef.h>

struct args {
	char **v; /* NULL-terminated */
	size_t n, cap;
};

void args_add(struct args *a, const char *arg); /* copies arg */
void args_addf(struct args *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void args_free(struct args *a);

/* `-v`: every command that is run is printed on stderr first. */
extern bool proc_verbose;

/*
 * Runs a command to its end with our stdin, stdout and stderr.  *what* names it in messages
 * ("stage bpf").  A program that cannot be started, ends with a signal or a status other than
 * 0 is reported; false then.
 */
bool proc_run(const struct args *a, const char *what);
/* The same without a word about a status other than 0; returns it, or -1 after reporting. */
int proc_status(const struct args *a);
/* Runs a command and takes its stdout (NUL-terminated, the caller frees); stderr is dropped. */
char *proc_output(const struct args *a);
/* Starts a command without waiting; proc_wait() returns its status as proc_status() does. */
int proc_start(const struct args *a);
int proc_wait(int pid);
/*
 * The same, but a program that still runs after *seconds* is ended with SIGKILL; PROC_TIMEOUT
 * then.  Ctrl-C is left to the program.
 */
#define PROC_TIMEOUT (-2)
int proc_wait_for(int pid, double seconds);
/* Becomes another program, with *envp* as its environment; returns only after reporting. */
void proc_become(const char *path, char *const *argv, char *const *envp);
/* Starts a program with that environment in the background; its pid, or -1 after reporting. */
int proc_start_env(const char *path, char *const *argv, char *const *envp);
/*
 * Continues twice: true in a child of low priority that nobody waits for and that has no
 * terminal and no output; false in this process (also when there can be no child).
 */
bool proc_background(void);
/* The full path of a program on PATH, or NULL; the caller frees it. */
char *find_program(const char *name);

#endif
