/* loadavg.c: the machine's load, from /proc/loadavg, which must be granted. */
#include <stdio.h>
#include <stdlib.h>

int getloadavg(double loads[], int n)
{
	FILE *f = fopen("/proc/loadavg", "r");
	double got[3];
	int have = f ? fscanf(f, "%lf %lf %lf", &got[0], &got[1], &got[2]) : 0;

	if (f)
		fclose(f);
	if (have < 1)
		return -1;
	for (int i = 0; i < n && i < have; i++)
		loads[i] = got[i];
	return n < have ? n : have;
}
