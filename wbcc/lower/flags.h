/*
 * How lowered C is compiled: the flags without which it would not mean what the module means,
 * and those that make it fast.  NULL-terminated lists; stage 7 and the tests take them.
 */
#ifndef WBCC_LOWER_FLAGS_H
#define WBCC_LOWER_FLAGS_H

/* Always.  No contraction: Wasm rounds after each operation. */
static const char *const wb_cflags[] = {"-std=gnu11", "-O2", "-fno-pie", "-ffp-contract=off",
	"-fno-strict-aliasing", "-fwrapv", "-fno-math-errno", "-frounding-math",
	"-fno-stack-protector", "-ffunction-sections", "-fdata-sections", "-fasynchronous-unwind-tables",
	"-w", 0};
/* In place of them when starting soon counts for more than running fast. */
static const char *const wb_cflags_fast[] = {"-std=gnu11", "-O0", "-fno-pie", "-ffp-contract=off",
	"-fno-strict-aliasing", "-fwrapv", "-fno-stack-protector", "-fasynchronous-unwind-tables",
	"-w", 0};
/* Added for a clang. */
static const char *const wb_cflags_clang[] = {"-fbracket-depth=4096", 0};
/* Added for a gcc. */
static const char *const wb_cflags_gcc[] = {"-fsignaling-nans", 0};

#endif
