/*
 * libbpf's errors and versions.
 */
#include <stdio.h>

#include "libbpf_guest.h"

static const char *const texts[] = {
	[LIBBPF_ERRNO__LIBELF - __LIBBPF_ERRNO__START] = "Something wrong in libelf",
	[LIBBPF_ERRNO__FORMAT - __LIBBPF_ERRNO__START] = "BPF object format invalid",
	[LIBBPF_ERRNO__KVERSION - __LIBBPF_ERRNO__START] = "'version' section incorrect or lost",
	[LIBBPF_ERRNO__ENDIAN - __LIBBPF_ERRNO__START] = "Endian mismatch",
	[LIBBPF_ERRNO__INTERNAL - __LIBBPF_ERRNO__START] = "Internal error in libbpf",
	[LIBBPF_ERRNO__RELOC - __LIBBPF_ERRNO__START] = "Relocation failed",
	[LIBBPF_ERRNO__LOAD - __LIBBPF_ERRNO__START] = "Failed to load program",
	[LIBBPF_ERRNO__VERIFY - __LIBBPF_ERRNO__START] = "Kernel verifier blocks program loading",
	[LIBBPF_ERRNO__PROG2BIG - __LIBBPF_ERRNO__START] = "Program too big",
	[LIBBPF_ERRNO__KVER - __LIBBPF_ERRNO__START] = "Incorrect kernel version",
	[LIBBPF_ERRNO__PROGTYPE - __LIBBPF_ERRNO__START] =
		"Kernel doesn't support this program type",
	[LIBBPF_ERRNO__WRNGPID - __LIBBPF_ERRNO__START] = "Wrong pid in netlink message",
	[LIBBPF_ERRNO__INVSEQ - __LIBBPF_ERRNO__START] = "Invalid netlink sequence",
	[LIBBPF_ERRNO__NLPARSE - __LIBBPF_ERRNO__START] = "Incorrect netlink message parsing",
};

int libbpf_strerror(int err, char *buf, size_t size)
{
	if (!buf || !size)
		return ret(-EINVAL);
	err = err > 0 ? err : -err;
	if (err < __LIBBPF_ERRNO__START) {
		snprintf(buf, size, "%s", strerror(err));
		return 0;
	}
	if (err < __LIBBPF_ERRNO__END) {
		snprintf(buf, size, "%s", texts[err - __LIBBPF_ERRNO__START]);
		return 0;
	}
	snprintf(buf, size, "Unknown libbpf error %d", err);
	return ret(-ENOENT);
}

/* Pointers are NULL on error since libbpf 1.0; the error is in errno. */
long libbpf_get_error(const void *ptr)
{
	return ptr ? 0 : -errno;
}

int libbpf_set_strict_mode(enum libbpf_strict_mode mode)
{
	return 0; /* all modes are on since libbpf 1.0 */
}

uint32_t libbpf_major_version(void)
{
	return LIBBPF_MAJOR_VERSION;
}

uint32_t libbpf_minor_version(void)
{
	return LIBBPF_MINOR_VERSION;
}

#define TEXT(x) #x
#define VERSION_TEXT(major, minor) "v" TEXT(major) "." TEXT(minor)

const char *libbpf_version_string(void)
{
	return VERSION_TEXT(LIBBPF_MAJOR_VERSION, LIBBPF_MINOR_VERSION);
}
