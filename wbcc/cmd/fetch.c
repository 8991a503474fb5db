/*
 * Fetches a module.  libcurl is loaded only when a URL is given: most starts need none, and
 * loading it takes longer than they do.
 */
#include "cmd/fetch.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"

#define CONNECT_SECONDS 20L
#define STALL_SECONDS 30L /* without a byte */
#define MAX_REDIRECTS 8L

/* The functions of libcurl that are used. */
struct curl {
	CURL *(*init)(void);
	CURLcode (*setopt)(CURL *, CURLoption, ...);
	CURLcode (*perform)(CURL *);
	void (*cleanup)(CURL *);
	const char *(*strerror)(CURLcode);
};

static bool load_curl(struct curl *c)
{
	static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};
	void *lib = NULL;
	for (size_t i = 0; !lib && i < sizeof names / sizeof *names; i++)
		lib = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
	if (lib) {
		*(void **)&c->init = dlsym(lib, "curl_easy_init");
		*(void **)&c->setopt = dlsym(lib, "curl_easy_setopt");
		*(void **)&c->perform = dlsym(lib, "curl_easy_perform");
		*(void **)&c->cleanup = dlsym(lib, "curl_easy_cleanup");
		*(void **)&c->strerror = dlsym(lib, "curl_easy_strerror");
		if (c->init && c->setopt && c->perform && c->cleanup && c->strerror)
			return true;
	}
	fail(AT_TOOL, "fetching a URL needs libcurl, which cannot be loaded");
	note("apt-get install libcurl4");
	return false;
}

/* libcurl's write callback: takes all of it, or refuses what is too large. */
static size_t take(char *data, size_t size, size_t n, void *to)
{
	struct buf *b = to;
	if (size * n > FETCH_MAX - b->len)
		return 0;
	buf_add(b, data, size * n);
	return size * n;
}

static void set_options(const struct curl *c, CURL *h, const char *url, char *why, struct buf *to)
{
	c->setopt(h, CURLOPT_URL, url);
	c->setopt(h, CURLOPT_ERRORBUFFER, why);
	c->setopt(h, CURLOPT_WRITEFUNCTION, take);
	c->setopt(h, CURLOPT_WRITEDATA, to);
	c->setopt(h, CURLOPT_FAILONERROR, 1L); /* a 404's page is no module */
	c->setopt(h, CURLOPT_FOLLOWLOCATION, 1L);
	c->setopt(h, CURLOPT_MAXREDIRS, MAX_REDIRECTS);
	c->setopt(h, CURLOPT_PROTOCOLS_STR, "http,https");
	c->setopt(h, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	c->setopt(h, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
	c->setopt(h, CURLOPT_LOW_SPEED_LIMIT, 1L);
	c->setopt(h, CURLOPT_LOW_SPEED_TIME, STALL_SECONDS);
	c->setopt(h, CURLOPT_NOSIGNAL, 1L);
	c->setopt(h, CURLOPT_USERAGENT, "wbcc/" WBCC_VERSION);
}

static bool fetch_url(const char *url, struct bytes *out)
{
	struct curl c;
	struct buf b = {0};
	char why[CURL_ERROR_SIZE] = "";
	if (!load_curl(&c))
		return false;
	CURL *h = c.init();
	if (!h)
		return fail(AT_FILE(url), "libcurl cannot start");
	set_options(&c, h, url, why, &b);
	CURLcode code = c.perform(h);
	c.cleanup(h);
	if (code == CURLE_OK) {
		out->len = b.len;
		out->data = (unsigned char *)buf_take(&b);
		return true;
	}
	buf_free(&b);
	if (code == CURLE_WRITE_ERROR)
		return fail(AT_FILE(url), "larger than the limit of %u bytes", FETCH_MAX);
	return fail(AT_FILE(url), "cannot fetch: %s", *why ? why : c.strerror(code));
}

bool fetch_module(const char *source, struct bytes *out)
{
	if (fetch_is_url(source))
		return fetch_url(source, out);
	return file_read(strcmp(source, "-") ? source : "/dev/stdin", FETCH_MAX, out);
}
