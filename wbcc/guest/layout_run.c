/* Starts wbcc-layout: all that the check needs goes in as arguments. */
#include "guest/layout_run.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"

static void add_list(struct args *a, const struct args *list)
{
	args_addf(a, "%zu", list->n);
	for (size_t i = 0; i < list->n; i++)
		args_add(a, list->v[i]);
}

bool layout_run(const struct layout_job *job, char **overlay)
{
	char *tool = tool_helper(LAYOUT_TOOL);
	char *result = path_join(job->work, LAYOUT_OVERLAY);
	struct args a = {0};
	struct bytes path = {0};
	args_add(&a, tool);
	args_add(&a, job->work);
	args_addf(&a, "%d", (int)job->mode);
	args_add(&a, job->dir);
	add_list(&a, job->objects);
	add_list(&a, job->sources);
	add_list(&a, job->flags);
	add_list(&a, job->bpf_sources);
	add_list(&a, job->bpf_flags);
	unlink(result);
	int status = proc_status(&a);
	bool ok = status == 0;
	if (status > 1)
		fail(AT_FILE(tool), "the layout check broke down (status %d)", status);
	if (ok && file_exists(result))
		ok = file_read(result, 0, &path);
	*overlay = (char *)path.data;
	args_free(&a);
	free(result);
	free(tool);
	return ok;
}
