/* Dates, without asking for today's. */
#include <stdio.h>
#include <time.h>

int main(void)
{
	static const time_t times[] = {0, 951827696, 1234567890, -1, 4102444799};
	for (int i = 0; i < 5; i++) {
		char text[80];
		struct tm *tm = gmtime(&times[i]);
		strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S %a %j", tm);
		printf("%s %d\n", text, timegm(tm) == times[i]);
	}
	return 0;
}
