# Reads lines "KERNEL VARIANT NANOSECONDS CHECKSUM"; writes the table of tests/bench/run.  The
# first variant is what the others are compared with.  Ends with 1 when checksums differ.

function quantile(kernel, variant, q,    n, i, k, t, v) {
	n = split(times[kernel, variant], v, " ")
	for (i = 2; i <= n; i++) {
		t = v[i] + 0
		for (k = i - 1; k > 0 && v[k] + 0 > t; k--)
			v[k + 1] = v[k]
		v[k + 1] = t
	}
	return v[int((n - 1) * q + 0.5) + 1] / 1e6
}

function spread(kernel, variant) {
	return 50 * (quantile(kernel, variant, 0.75) - quantile(kernel, variant, 0.25)) / \
		quantile(kernel, variant, 0.5)
}

function geomean(variant, without,    i, n, sum) {
	for (i = 1; i <= n_kernels; i++)
		if (kernel[i] != without) {
			sum += log(ratio[kernel[i], variant])
			n++
		}
	return n ? exp(sum / n) : 0
}

function mean_row(title, without,    i) {
	printf "%-10s %19s", title, ""
	for (i = 2; i <= n_variants; i++)
		printf "   %6.3f         ", geomean(variant[i], without)
	print ""
}

{
	times[$1, $2] = times[$1, $2] " " $3
	if (!($1 in sum))
		sum[$1] = $4
	else if (sum[$1] != $4) {
		printf "%s: %s computes %s, not %s\n", $1, $2, $4, sum[$1]
		differ = 1
	}
}

END {
	n_kernels = split(kernels, kernel, " ")
	n_variants = split(variants, variant, " ")
	printf "%-10s %19s", "kernel", variant[1] " (ms)"
	for (i = 2; i <= n_variants; i++)
		printf "   %-15s", variant[i]
	print ""
	for (k = 1; k <= n_kernels; k++) {
		base = quantile(kernel[k], variant[1], 0.5)
		printf "%-10s %9.1f (%4.1f %%)", kernel[k], base, spread(kernel[k], variant[1])
		for (i = 2; i <= n_variants; i++) {
			ratio[kernel[k], variant[i]] = quantile(kernel[k], variant[i], 0.5) / base
			printf "   %6.3f (%4.1f %%)", ratio[kernel[k], variant[i]], spread(kernel[k], variant[i])
		}
		print ""
	}
	mean_row("geomean", "")
	mean_row("- fmt", "fmt")
	exit differ
}
