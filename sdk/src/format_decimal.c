/* format_decimal.c: decimal digits, two at a time. */
#include <string.h>

#include "format.h"

static const char pairs[200] =
	"0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243"
	"4445464748495051525354555657585960616263646566676869707172737475767778798081828384858687"
	"888990919293949596979899";

char *format_decimal(char *end, uint64_t v)
{
	uint32_t low;

	while (v > UINT32_MAX) {
		memcpy(end -= 2, pairs + v % 100 * 2, 2);
		v /= 100;
	}
	for (low = v; low >= 100; low /= 100)
		memcpy(end -= 2, pairs + low % 100 * 2, 2);
	if (low >= 10)
		memcpy(end -= 2, pairs + low * 2, 2);
	else if (low)
		*--end = '0' + low;
	return end;
}
