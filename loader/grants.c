/*
 * Grants: reads the manifest's list "preopens" and the WBCC_* variables (docs/run-protocol.md),
 * makes the guest's environment and preopens its folders.
 *
 * A folder is written HOST[::GUEST][::ro|::rw].  The package's own are read-only unless it says
 * rw, and one that this machine does not have is left out; the user's are writable unless they
 * say ro, and one that does not open is an error.  Under `wbcc run` only the user's count, and
 * of the package's those below /proc and /sys, read-only.
 */
#include "grants.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

#include "wbcc/linux.h"
#include "wbcc/wasi.h"

#define DIR_PREFIX "WBCC_DIR_"
#define ENV_PREFIX "WBCC_ENV_"
#define MAX_FOLDERS 1000

static bool starts_with(const char *s, const char *prefix)
{
	return !strncmp(s, prefix, strlen(prefix));
}

static const char *variable(char **environment, const char *name)
{
	size_t len = strlen(name);
	for (; *environment; environment++)
		if (!strncmp(*environment, name, len) && (*environment)[len] == '=')
			return *environment + len + 1;
	return NULL;
}

static bool is_wbcc_run(char **environment)
{
	return variable(environment, "WBCC_RUN") != NULL;
}

char **grants_environment(char **environment)
{
	size_t n = 0, count = 0;
	while (environment[count])
		count++;
	char **out = calloc(count + 1, sizeof *out);
	bool is_run = is_wbcc_run(environment);
	for (size_t i = 0; out && i < count; i++) {
		char *e = environment[i];
		if (starts_with(e, ENV_PREFIX))
			out[n++] = e + strlen(ENV_PREFIX);
		else if (!is_run && !starts_with(e, DIR_PREFIX))
			out[n++] = e;
	}
	return out;
}

/* ---- one folder -------------------------------------------------------------------------- */

struct folder {
	char *host; /* owned; the other points into it */
	const char *guest;
	bool read_only;
};

static bool folder_parse(const char *text, bool read_only, struct folder *f)
{
	*f = (struct folder){.host = strdup(text), .read_only = read_only};
	if (!f->host)
		return false;
	size_t len = strlen(f->host);
	if (len >= 4 &&
		(!strcmp(f->host + len - 4, "::ro") || !strcmp(f->host + len - 4, "::rw"))) {
		f->read_only = f->host[len - 1] == 'o';
		f->host[len - 4] = 0;
	}
	char *sep = strstr(f->host, "::");
	f->guest = sep ? sep + 2 : f->host;
	if (sep)
		*sep = 0;
	return true;
}

static int folder_open(struct wb_instance *in, const char *text, bool read_only)
{
	struct folder f;
	if (!folder_parse(text, read_only, &f))
		return -1;
	int err = wb_wasi_preopen(in, f.host, f.guest, f.read_only);
	free(f.host);
	return err;
}

/* ---- the manifest ------------------------------------------------------------------------------
 */

/* Behind the string that starts at the quote *p*; NULL when it does not end. */
static const char *skip_string(const char *p)
{
	for (p++; *p && *p != '"'; p++)
		if (*p == '\\' && p[1])
			p++;
	return *p ? p + 1 : NULL;
}

/*
 * The value of the top-level member *key* of a JSON object, or NULL.  wbcc wrote the text
 * with a JSON library; here it is only searched, and nothing in it can lead out of it.
 */
static const char *member(const char *json, const char *key)
{
	int depth = 0;
	size_t len = strlen(key);
	for (const char *p = json; *p;) {
		if (*p != '"') {
			depth += (*p == '{' || *p == '[') - (*p == '}' || *p == ']');
			p++;
			continue;
		}
		const char *end = skip_string(p);
		if (!end)
			return NULL;
		const char *after = end + strspn(end, " \t\r\n");
		bool is_key = depth == 1 && *after == ':';
		if (is_key && (size_t)(end - p) == len + 2 && !memcmp(p + 1, key, len))
			return after + 1 + strspn(after + 1, " \t\r\n");
		p = end;
	}
	return NULL;
}

/* The string at the quote *p* with its simple escapes resolved; NULL: one is not simple. */
static char *string_at(const char *p, const char *end)
{
	char *out = calloc(1, (size_t)(end - p)), *to = out;
	for (p++; out && p < end - 1; p++) {
		if (*p == '\\' && !strchr("\"\\/", *++p)) {
			free(out);
			return NULL;
		}
		*to++ = *p;
	}
	return out;
}

/* What `wbcc run` lets a package read unasked: the kernel's view of the machine. */
static bool is_kernel_file(const char *text)
{
	size_t len = strlen(text);
	bool is_plain = !strstr(text, "::") || (len > 4 && !strcmp(text + len - 4, "::ro"));
	return is_plain && !strstr(text, "..") &&
	       (starts_with(text, "/proc/") || starts_with(text, "/sys/") ||
		       !strcmp(text, "/proc") || !strcmp(text, "/sys"));
}

static void manifest_preopens(struct wb_instance *in, const char *manifest, bool is_run)
{
	const char *p = member(manifest, "preopens");
	if (!p || *p != '[')
		return;
	for (p++; p && *p && *p != ']';) {
		if (*p != '"') {
			p++;
			continue;
		}
		const char *end = skip_string(p);
		char *text = end ? string_at(p, end) : NULL;
		if (text && (!is_run || is_kernel_file(text)))
			folder_open(in, text, true);
		free(text);
		p = end;
	}
}

/* ---- the arguments ----------------------------------------------------------------------- */

/*
 * Whoever names a file or folder in the arguments of a program of his own means that it may use
 * it: each argument, or what stands behind its '=', that names one that is there is granted.
 */
static void argument_preopens(struct wb_instance *in, char **argv)
{
	for (char **a = argv[0] ? argv + 1 : argv; *a; a++) {
		const char *equals = strchr(*a, '=');
		const char *path = **a == '-' && equals ? equals + 1 : *a;
		if (*path && *path != '-')
			wb_wasi_preopen(in, path, path, false);
	}
}

bool grants_preopens(struct wb_instance *in, const char *manifest, char **argv, char **environment)
{
	bool is_run = is_wbcc_run(environment);
	manifest_preopens(in, manifest, is_run);
	if (getauxval(AT_SECURE))
		return true; /* more rights than the caller: the caller grants nothing */
	if (!is_run)
		argument_preopens(in, argv);
	for (int i = 0; i < MAX_FOLDERS; i++) {
		char name[32];
		snprintf(name, sizeof name, DIR_PREFIX "%d", i);
		const char *text = variable(environment, name);
		if (!text)
			break;
		int err = folder_open(in, text, false);
		if (err) {
			fprintf(stderr,
				"wbcc: error: cannot open the folder '%s' for the guest: %s\n",
				text, strerror(-err));
			return false;
		}
	}
	return true;
}

/* ---- permissions ------------------------------------------------------------------------- */

/* Whether the JSON list at *p* holds this word. */
static bool list_has(const char *p, const char *word)
{
	size_t len = strlen(word);
	if (!p || *p != '[')
		return false;
	for (p++; *p && *p != ']';) {
		const char *end = *p == '"' ? skip_string(p) : p + 1;
		if (!end)
			return false;
		if (*p == '"' && (size_t)(end - p) == len + 2 && !memcmp(p + 1, word, len))
			return true;
		p = end;
	}
	return false;
}

/* Whether *word* is one of the words between the commas of *list*, which may be NULL. */
static bool names(const char *list, const char *word)
{
	size_t len = strlen(word);
	while (list) {
		if (!strncmp(list, word, len) && (!list[len] || list[len] == ','))
			return true;
		list = strchr(list, ',');
		list += list != NULL;
	}
	return false;
}

void grants_permissions(const char *manifest, char **environment)
{
	bool asks = list_has(member(manifest, "permissions"), "exec");
	bool allows = !getauxval(AT_SECURE) && names(variable(environment, "WBCC_ALLOW"), "exec");
	wb_linux_grant_exec(asks, allows);
}
