/* if.c: network interfaces by name and number. */
#include <net/if.h>
#include <stddef.h>

#include "result.h"
#include "wbcc/imports.h"

unsigned if_nametoindex(const char *name)
{
	int index = result(linux__if_nametoindex(name));

	return index < 0 ? 0 : index;
}

char *if_indextoname(unsigned index, char *name)
{
	return result(linux__if_indextoname(index, name)) ? NULL : name;
}
