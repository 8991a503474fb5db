/* links: wbcc_base */
/*
 * The page docs/host-interface.md and the table of host functions: each function is named, with
 * its parameters, as often as the table has it.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

static const struct {
	const char *module, *name, *sig;
} functions[] = {
#define WB_PARAM(type, name)
#define HOST(module, name, result, params, sig) {#module, #name, sig},
#include "wbcc/hostapi.h"
#include "wbcc/hostapi.def"
#undef HOST
#undef WB_PARAM
};

#define N (sizeof functions / sizeof *functions)

START_TEST(page_names_each_function)
{
	struct bytes page;
	ck_assert(file_read("../../docs/host-interface.md", 0, &page));
	for (size_t i = 0; i < N; i++) {
		char call[128];
		snprintf(call, sizeof call, "%s(", functions[i].name);
		ck_assert_msg(strstr((char *)page.data, call) != NULL,
			"docs/host-interface.md does not name %s.%s", functions[i].module,
			functions[i].name);
	}
	free(page.data);
}
END_TEST

START_TEST(names_are_unique)
{
	for (size_t i = 0; i < N; i++)
		for (size_t j = i + 1; j < N; j++)
			ck_assert_msg(strcmp(functions[i].name, functions[j].name) ||
					      strcmp(functions[i].module, functions[j].module),
				"%s.%s stands twice", functions[i].module, functions[i].name);
}
END_TEST

START_TEST(signatures_are_of_numbers)
{
	for (size_t i = 0; i < N; i++) {
		const char *arrow = strchr(functions[i].sig, '>');
		ck_assert_ptr_nonnull(arrow);
		ck_assert_uint_eq(strspn(functions[i].sig, "iIF"), arrow - functions[i].sig);
		ck_assert_uint_le(strlen(arrow + 1), 1);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("hostapi");
	TCase *c = tcase_create("table");
	tcase_add_test(c, page_names_each_function);
	tcase_add_test(c, names_are_unique);
	tcase_add_test(c, signatures_are_of_numbers);
	suite_add_tcase(s, c);
	SRunner *r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed != 0;
}
