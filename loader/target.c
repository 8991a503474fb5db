/*
 * Attaching by a string (target.h).  Reads target strings; gives links to the object.
 */
#include "target.h"

#include <fcntl.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bpf/bpf.h>

#include "fd.h"
#include "handle.h"
#include "object.h"

/* A program at an interface's clsact qdisc: no link exists for it. */
struct tc_attachment {
	struct bpf_tc_hook hook;
	struct bpf_tc_opts opts;
};

static void detach_tc(struct loader *l, void *host)
{
	struct tc_attachment *t = host;
	t->opts.flags = 0;
	t->opts.prog_fd = 0;
	t->opts.prog_id = 0;
	bpf_tc_detach(&t->hook, &t->opts);
	free(t);
}

static bool cut(char *text, char at, char **rest)
{
	*rest = strrchr(text, at);
	if (!*rest)
		return false;
	*(*rest)++ = 0;
	return true;
}

static struct bpf_link *at_cgroup(struct loader *l, struct bpf_program *p, char *target)
{
	int fd = open(target, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0) {
		warn(l, "wbcc: cgroup '%s': %s", target, strerror(errno));
		return NULL;
	}
	struct bpf_link *link = bpf_program__attach_cgroup(p, fd);
	fd_close_keeping_errno(fd);
	return link;
}

static unsigned interface(struct loader *l, const char *name)
{
	unsigned index = if_nametoindex(name);
	if (!index)
		warn(l, "wbcc: there is no network interface '%s'", name);
	return index;
}

static struct bpf_link *at_xdp(struct loader *l, struct bpf_program *p, char *target)
{
	unsigned index = interface(l, target);
	return index ? bpf_program__attach_xdp(p, (int)index) : NULL;
}

static struct bpf_link *at_kprobe(struct loader *l, struct bpf_program *p, char *target)
{
	char *offset;
	LIBBPF_OPTS(bpf_kprobe_opts, o);
	o.retprobe = !strncmp(bpf_program__section_name(p), "kret", 4);
	if (cut(target, '+', &offset))
		o.offset = strtoul(offset, NULL, 0);
	return bpf_program__attach_kprobe_opts(p, target, &o);
}

static struct bpf_link *at_ksyscall(struct loader *l, struct bpf_program *p, char *target)
{
	LIBBPF_OPTS(bpf_ksyscall_opts, o);
	o.retprobe = !strncmp(bpf_program__section_name(p), "kret", 4);
	return bpf_program__attach_ksyscall(p, target, &o);
}

static struct bpf_link *bad_target(struct loader *l, const char *shape)
{
	warn(l, "wbcc: an attach target of this kind has the shape %s", shape);
	errno = EINVAL;
	return NULL;
}

static struct bpf_link *at_uprobe(struct loader *l, struct bpf_program *p, char *target)
{
	char *func;
	LIBBPF_OPTS(bpf_uprobe_opts, o);
	if (!cut(target, ':', &func))
		return bad_target(l, "PATH:FUNCTION or PATH:+0xOFFSET");
	o.retprobe = !strncmp(bpf_program__section_name(p), "uret", 4);
	if (*func == '+')
		return bpf_program__attach_uprobe_opts(
			p, -1, target, strtoul(func + 1, NULL, 0), &o);
	o.func_name = func;
	return bpf_program__attach_uprobe_opts(p, -1, target, 0, &o);
}

static struct bpf_link *at_usdt(struct loader *l, struct bpf_program *p, char *target)
{
	char *name, *provider;
	if (!cut(target, ':', &name) || !cut(target, ':', &provider))
		return bad_target(l, "PATH:PROVIDER:NAME");
	return bpf_program__attach_usdt(p, -1, target, provider, name, NULL);
}

static struct bpf_link *at_tracepoint(struct loader *l, struct bpf_program *p, char *target)
{
	char *name;
	if (!cut(target, '/', &name) && !cut(target, ':', &name))
		return bad_target(l, "CATEGORY/NAME");
	return bpf_program__attach_tracepoint(p, target, name);
}

static struct bpf_link *at_raw_tracepoint(struct loader *l, struct bpf_program *p, char *target)
{
	return bpf_program__attach_raw_tracepoint(p, target);
}

/* Sections by how they begin; the first that fits. */
static const struct {
	const char *section;
	struct bpf_link *(*attach)(struct loader *l, struct bpf_program *p, char *target);
} kinds[] = {
	{"sockops", at_cgroup},
	{"cgroup", at_cgroup},
	{"cgroup_skb", at_cgroup},
	{"lsm_cgroup", at_cgroup},
	{"xdp", at_xdp},
	{"kprobe", at_kprobe},
	{"kretprobe", at_kprobe},
	{"ksyscall", at_ksyscall},
	{"kretsyscall", at_ksyscall},
	{"uprobe", at_uprobe},
	{"uretprobe", at_uprobe},
	{"usdt", at_usdt},
	{"tracepoint", at_tracepoint},
	{"tp", at_tracepoint},
	{"raw_tracepoint", at_raw_tracepoint},
	{"raw_tp", at_raw_tracepoint},
};

static bool is_tc(const char *section)
{
	return !strncmp(section, "tc", 2) || !strncmp(section, "classifier", 10) ||
	       !strncmp(section, "action", 6);
}

static int attach_tc(struct loader *l, uint32_t object, struct bpf_program *p, char *target)
{
	char *side;
	bool egress = cut(target, ':', &side) && !strcmp(side, "egress");
	unsigned index = interface(l, target);
	struct tc_attachment *t = index ? calloc(1, sizeof *t) : NULL;
	if (!t)
		return index ? -ENOMEM : -ENODEV;
	t->hook = (struct bpf_tc_hook){.sz = sizeof t->hook,
		.ifindex = (int)index,
		.attach_point = egress ? BPF_TC_EGRESS : BPF_TC_INGRESS};
	t->opts = (struct bpf_tc_opts){.sz = sizeof t->opts, .prog_fd = bpf_program__fd(p)};
	int err = bpf_tc_hook_create(&t->hook);
	err = err == -EEXIST ? 0 : err;
	err = err ?: bpf_tc_attach(&t->hook, &t->opts);
	if (err) {
		free(t);
		return err;
	}
	int32_t h = handle_new(l, H_TC, t, detach_tc, object);
	return h < 0 ? h : 0;
}

/* Whole words: "tp/..." but not "tp_btf/...", whose target is in the program. */
static bool fits(const char *section, const char *kind)
{
	size_t n = strlen(kind);
	return !strncmp(section, kind, n) && (!section[n] || strchr("/.+", section[n]));
}

int target_attach(struct loader *l, uint32_t object, struct bpf_program *prog, const char *target)
{
	const char *section = bpf_program__section_name(prog);
	struct bpf_link *link = NULL;
	size_t i = 0, n = sizeof kinds / sizeof *kinds;
	char *copy = scratch(l, strlen(target) + 1);
	strcpy(copy, target);
	errno = 0;
	if (*target && is_tc(section))
		return attach_tc(l, object, prog, copy);
	while (*target && i < n && !fits(section, kinds[i].section))
		i++;
	link = *target && i < n ? kinds[i].attach(l, prog, copy) : bpf_program__attach(prog);
	int32_t h = link_handle(l, object, link);
	return h < 0 ? h : 0;
}
