/*
 * Why a load failed, in one line.  Reads the verifier's log as libbpf prints it and the
 * machine's state (privileges, BTF); writes one message of our own after libbpf's.
 *
 * libbpf prints a log as
 *
 *     libbpf: prog 'NAME': -- BEGIN PROG LOAD LOG --
 *     ...
 *     ; source line @ FILE.c:LINE          (the position only from Linux 6.9 on)
 *     12: (85) call bpf_foo#1
 *     R1 type=ctx expected=fp
 *     processed 13 insns (limit 1000000) ...
 *     -- END PROG LOAD LOG --
 *
 * The verdict is the last line before "processed"; instruction and source line are the last
 * ones seen before it.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "loader.h"

struct log_end {
	const char *prog, *insn, *source, *reason;
	int prog_len, insn_len, source_len, reason_len;
};

/* "12: (85) ..." names instruction 12. */
static bool is_instruction(const char *line, int len, int *digits)
{
	int n = 0;
	while (n < len && isdigit((unsigned char)line[n]))
		n++;
	*digits = n;
	return n && n + 2 < len && line[n] == ':' && line[n + 1] == ' ' && line[n + 2] == '(';
}

static bool is_noise(const char *line, int len)
{
	return !len || !strncmp(line, "processed ", 10) || !strncmp(line, "-- END", 6) ||
	       !strncmp(line, "verification time", 17) || !strncmp(line, "stack depth", 11) ||
	       !strncmp(line, "peak_states", 11) || !strncmp(line, "max_states", 10);
}

static void read_line(struct log_end *e, const char *line, int len)
{
	int digits;
	if (line[0] == ';' && len > 2) {
		e->source = line + 2;
		e->source_len = len - 2;
	} else if (is_instruction(line, len, &digits)) {
		e->insn = line;
		e->insn_len = digits;
	} else if (!is_noise(line, len)) {
		e->reason = line;
		e->reason_len = len;
	}
}

void verdict_read(struct loader *l, const char *text)
{
	static const char begin[] = "': -- BEGIN PROG LOAD LOG --\n";
	const char *log = strstr(text, begin);
	const char *name = strstr(text, "prog '");
	if (!log || !name || name > log)
		return;
	struct log_end e = {.prog = name + 6, .prog_len = (int)(log - name - 6)};
	for (const char *line = log + sizeof begin - 1; *line;) {
		const char *end = strchrnul(line, '\n');
		read_line(&e, line, (int)(end - line));
		line = *end ? end + 1 : end;
	}
	if (!e.reason)
		return;
	free(l->verdict);
	const char *at = e.insn ? " at instruction " : "";
	if (asprintf(&l->verdict, "program '%.*s' is rejected by the verifier%s%.*s%s%.*s: %.*s",
		    e.prog_len, e.prog, at, e.insn_len, e.insn ?: "", e.source ? ", in " : "",
		    e.source_len, e.source ?: "", e.reason_len, e.reason) < 0)
		l->verdict = NULL;
}

static const char *missing(int err)
{
	if ((err == -EPERM || err == -EACCES) && geteuid() != 0)
		return "not enough privileges: run as root, or with CAP_BPF, CAP_PERFMON and "
		       "CAP_NET_ADMIN";
	if (access("/sys/kernel/btf/vmlinux", R_OK) != 0)
		return "this kernel shows no BTF (/sys/kernel/btf/vmlinux): CO-RE programs need "
		       "CONFIG_DEBUG_INFO_BTF=y, or btf_custom_path";
	return NULL;
}

void explain_load(struct loader *l, const char *object, int err)
{
	const char *why = missing(err);
	if (l->verdict)
		warn(l, "wbcc: object '%s': %s", object, l->verdict);
	else if (why)
		warn(l, "wbcc: object '%s' cannot be loaded: %s", object, why);
	free(l->verdict);
	l->verdict = NULL;
}
