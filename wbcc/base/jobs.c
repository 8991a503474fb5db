/* The list of commands of base/jobs.h, started through base/proc.h. */
#include "base/jobs.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"

struct job *jobs_add(struct jobs *j, const char *file, const char *failure)
{
	struct job *job = &vec_push(j->v, j->n, j->cap);
	*job = (struct job){.file = file, .failure = failure};
	return job;
}

static size_t n_processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	return n > 0 ? (size_t)n : 1;
}

static bool finish(const struct job *job, int pid)
{
	int status = proc_wait(pid);
	if (status > 0)
		fail(AT_FILE(job->file), "%s (status %d)", job->failure, status);
	return status == 0;
}

bool jobs_run(struct jobs *j)
{
	int *pids = xcalloc(j->n, sizeof *pids);
	size_t width = n_processors(), started = 0, finished = 0;
	bool ok = true;
	while (finished < started || (ok && started < j->n)) {
		if (ok && started < j->n && started - finished < width) {
			pids[started] = proc_start(&j->v[started].command);
			ok = pids[started++] > 0;
			continue;
		}
		ok = finish(&j->v[finished], pids[finished]) && ok;
		finished++;
	}
	for (size_t i = 0; i < j->n; i++)
		args_free(&j->v[i].command);
	free(j->v);
	free(pids);
	*j = (struct jobs){0};
	return ok;
}
