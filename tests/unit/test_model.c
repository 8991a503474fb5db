/* links: wbcc_skel */
/*
 * The readers of ELF and BTF: what a good object gives, and that each fault gets one message
 * with section and offset.
 */
#include <stdlib.h>

#include "base/diag.h"
#include "model/model.h"
#include "model_fixture.h"
#include "skel/skel.h"

#include <check.h> /* last: it has a macro named fail */

static char said[4096];

static void keep_text(const char *text, void *ctx)
{
	(void)ctx;
	strncat(said, text, sizeof said - strlen(said) - 1);
}

static void start(void)
{
	said[0] = '\0';
	diag_set_sink(keep_text, NULL);
}

/* Reads the image, which is freed; the model or NULL. */
static struct model *read_image(struct buf *image)
{
	uint8_t *copy = malloc(image->len ? image->len : 1);
	memcpy(copy, image->data, image->len);
	struct model *m = model_read("app.bpf.o", copy, image->len);
	buf_free(image);
	if (!m)
		free(copy);
	return m;
}

static void refuse(struct buf *image, const char *message)
{
	said[0] = '\0';
	ck_assert_ptr_null(read_image(image));
	ck_assert_msg(strstr(said, message) != NULL, "said: %swanted: %s", said, message);
	/* One error, with the file's name in front. */
	ck_assert(strncmp(said, "app.bpf.o: ", 11) == 0);
	ck_assert_ptr_null(strstr(strstr(said, "error: ") + 7, "error: "));
}

static void refuse_btf(struct btf_image *b, const char *message)
{
	struct buf image = finish_btf(b);
	refuse(&image, message);
}

/* int x; in .bss, a program, a license. */
static struct buf good_object(const char *second_var)
{
	struct btf_image b = {0};
	put_int(&b, "int", 4, BTF_INT_SIGNED);	/* 1 */
	put_type(&b, BTF_VAR, "counter", 0, 1); /* 2 */
	put_word(&b, BTF_GLOBAL);
	put_type(&b, BTF_VAR, second_var, 0, 1); /* 3 */
	put_word(&b, BTF_GLOBAL);
	put_type(&b, BTF_DATASEC, ".bss", 2, 0); /* 4 */
	for (uint32_t id = 2; id <= 3; id++) {
		put_word(&b, id);
		put_word(&b, 0);
		put_word(&b, 4);
	}
	struct buf btf = finish_btf(&b);
	struct elf_image e = {0};
	uint64_t insns[2] = {0xb7, 0x95};
	unsigned code = put_section(&e, "tp/sched/sched_switch", SHT_PROGBITS,
		SHF_ALLOC | SHF_EXECINSTR, insns, sizeof insns);
	unsigned bss = put_section(&e, ".bss", SHT_NOBITS, SHF_ALLOC | SHF_WRITE, NULL, 8);
	put_section(&e, "license", SHT_PROGBITS, SHF_ALLOC, "GPL", 4);
	put_section(&e, ".BTF", SHT_PROGBITS, 0, btf.data, btf.len);
	put_symbol(&e, "handle", STT_FUNC, code, 0, sizeof insns);
	put_symbol(&e, "counter", STT_OBJECT, bss, 4, 4);
	put_symbol(&e, "other", STT_OBJECT, bss, 0, 4);
	buf_free(&btf);
	return finish_elf(&e);
}

START_TEST(good_object_is_read)
{
	struct buf image = good_object("other");
	struct model *m = read_image(&image);
	ck_assert_msg(m != NULL, "%s", said);
	ck_assert_str_eq(m->license, "GPL");
	ck_assert_uint_eq(m->n_programs, 1);
	ck_assert_str_eq(m->programs[0].type, "tracepoint");
	ck_assert_str_eq(m->programs[0].attach_target, "sched/sched_switch");
	ck_assert(m->programs[0].autoattach);
	ck_assert_uint_eq(m->n_sections, 1);
	/* By offset, which comes from the symbols. */
	ck_assert_str_eq(m->sections[0].vars[0].name, "other");
	ck_assert_str_eq(m->sections[0].vars[1].name, "counter");
	ck_assert_uint_eq(m->sections[0].vars[1].offset, 4);
	char *name = model_map_name(&m->maps[0], "a_long_object_name");
	ck_assert_str_eq(name, "a_long_o.bss");
	free(name);
	model_free(m);
}
END_TEST

START_TEST(every_truncation_is_refused)
{
	struct buf whole = good_object("other");
	for (size_t len = 0; len < whole.len; len++) {
		struct buf cut = {0};
		buf_add(&cut, whole.data, len);
		refuse(&cut, "error: ");
	}
	buf_free(&whole);
}
END_TEST

/* A changed byte may still be a good object; it must never be more than an error. */
START_TEST(no_changed_byte_breaks_the_reader)
{
	struct buf whole = good_object("other");
	for (size_t i = 0; i < whole.len; i++) {
		static const uint8_t values[] = {0, 1, 0x7f, 0x80, 0xff};
		for (size_t v = 0; v < sizeof values; v++) {
			struct buf copy = {0}, out = {0};
			buf_add(&copy, whole.data, whole.len);
			copy.data[i] = (char)values[v];
			struct model *m = read_image(&copy);
			if (m) {
				skel_write(m, "app_bpf", &out);
				types_write(m, "app_bpf", &out);
			}
			buf_free(&out);
			model_free(m);
		}
	}
	buf_free(&whole);
}
END_TEST

START_TEST(duplicate_variables_are_refused)
{
	struct buf image = good_object("counter");
	refuse(&image, "section .bss+0x4: error: variable 'counter' overlaps 'counter'");
}
END_TEST

START_TEST(other_machine_is_refused)
{
	struct buf image = good_object("other");
	image.data[18] = 62;
	image.data[19] = 0;
	refuse(&image, "section (ELF header)+0x12: error: an object for x86-64 (62), not for BPF");
	ck_assert_ptr_nonnull(strstr(said, "note: compile it with clang -target bpf"));
}
END_TEST

static Elf64_Shdr *header_of(struct buf *image, unsigned section)
{
	Elf64_Ehdr *h = (Elf64_Ehdr *)image->data;
	return (Elf64_Shdr *)(image->data + h->e_shoff) + section;
}

START_TEST(overlapping_sections_are_refused)
{
	struct buf image = good_object("other");
	header_of(&image, 4)->sh_offset = header_of(&image, 3)->sh_offset;
	refuse(&image, "error: overlaps section ");
}
END_TEST

START_TEST(section_beyond_the_end_is_refused)
{
	struct buf image = good_object("other");
	header_of(&image, 4)->sh_size = 1 << 20;
	refuse(&image, "section 4 (0x");
}
END_TEST

START_TEST(program_beyond_its_section_is_refused)
{
	struct elf_image e = {0};
	struct btf_image b = {0};
	uint64_t insn = 0x95;
	struct buf btf = finish_btf(&b);
	unsigned code =
		put_section(&e, "xdp", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, &insn, sizeof insn);
	put_section(&e, ".BTF", SHT_PROGBITS, 0, btf.data, btf.len);
	put_symbol(&e, "drop", STT_FUNC, code, 0, 16);
	struct buf image = finish_elf(&e);
	refuse(&image, "section xdp+0x0: error: program 'drop' goes beyond the end");
	buf_free(&btf);
}
END_TEST

START_TEST(object_without_btf_is_refused)
{
	struct elf_image e = {0};
	put_section(&e, "license", SHT_PROGBITS, SHF_ALLOC, "GPL", 4);
	struct buf image = finish_elf(&e);
	refuse(&image, "error: the object has no BTF (section .BTF)");
}
END_TEST

START_TEST(legacy_maps_are_refused)
{
	struct elf_image e = {0};
	put_section(&e, "maps", SHT_PROGBITS, SHF_ALLOC, "12345678901234567890", 20);
	struct buf image = finish_elf(&e);
	refuse(&image, "section maps+0x0: error: maps declared with struct bpf_map_def");
}
END_TEST

START_TEST(struct_that_contains_itself_is_refused)
{
	struct btf_image b = {0};
	put_type(&b, BTF_STRUCT, "loop", 1, 8);
	put_member(&b, "inner", 2, 0);
	put_type(&b, BTF_TYPEDEF, "loop_t", 0, 1);
	refuse_btf(&b, "section .BTF+0x30: error: type 2 (TYPEDEF loop_t): contains itself through "
		       "type 1");
}
END_TEST

START_TEST(ring_of_pointers_is_refused)
{
	struct btf_image b = {0};
	put_type(&b, BTF_PTR, "", 0, 2);
	put_type(&b, BTF_CONST, "", 0, 1);
	refuse_btf(&b, "contains itself");
}
END_TEST

START_TEST(dangling_id_is_refused)
{
	struct btf_image b = {0};
	put_type(&b, BTF_PTR, "", 0, 7);
	refuse_btf(&b, "section .BTF+0x18: error: type 1 (PTR): refers to a type that does not "
		       "exist: 7");
}
END_TEST

START_TEST(string_beyond_the_end_is_refused)
{
	struct btf_image b = {0};
	put_word(&b, 1000);
	put_word(&b, (uint32_t)BTF_FWD << 24);
	put_word(&b, 0);
	refuse_btf(&b, "error: string offset 0x3e8 is beyond the end");
}
END_TEST

START_TEST(absurd_count_is_refused)
{
	struct btf_image b = {0};
	put_type(&b, BTF_STRUCT, "big", 0xffff, 4);
	refuse_btf(&b, "STRUCT with 65535 items is cut short: 0 bytes are left");
}
END_TEST

START_TEST(absurd_array_is_refused)
{
	struct btf_image b = {0};
	put_int(&b, "int", 4, 0);
	for (uint32_t id = 1; id <= 2; id++) {
		put_type(&b, BTF_ARRAY, "", 0, 0);
		put_word(&b, id);
		put_word(&b, 1);
		put_word(&b, 0xffffffff);
	}
	refuse_btf(&b, "is absurdly large");
}
END_TEST

START_TEST(deep_nesting_is_refused)
{
	struct btf_image b = {0};
	for (uint32_t id = 1; id < 5000; id++)
		put_type(&b, BTF_CONST, "", 0, id + 1);
	put_type(&b, BTF_FWD, "end", 0, 0);
	refuse_btf(&b, "is nested more deeply than 256");
}
END_TEST

/* Sixteen members of a struct of sixteen members, eight times: 4 GB of C from 2 KB. */
START_TEST(absurd_text_is_refused)
{
	struct btf_image b = {0};
	put_int(&b, "int", 4, 0);
	for (uint32_t id = 1; id <= 8; id++) {
		put_type(&b, BTF_UNION, "", 16, 4);
		for (int i = 0; i < 16; i++)
			put_member(&b, "m", id, 0);
	}
	refuse_btf(&b, "is absurdly large when written out");
}
END_TEST

START_TEST(anonymous_ring_is_refused)
{
	struct btf_image b = {0};
	put_type(&b, BTF_STRUCT, "", 1, 8);
	put_member(&b, "self", 2, 0);
	put_type(&b, BTF_PTR, "", 0, 1);
	refuse_btf(&b, "contains itself");
}
END_TEST

START_TEST(member_beyond_its_struct_is_refused)
{
	struct btf_image b = {0};
	put_int(&b, "int", 4, 0);
	put_type(&b, BTF_STRUCT, "s", 1, 4);
	put_member(&b, "x", 1, 8);
	refuse_btf(&b, "type 2 (STRUCT s): ends before its member number 0");
}
END_TEST

static struct model *two_longs(bool big)
{
	struct btf_image b = {.big = big};
	put_int(&b, "long", 8, BTF_INT_SIGNED);
	put_type(&b, BTF_STRUCT, "pair", 2, 16);
	put_member(&b, "a", 1, 0);
	put_member(&b, "b", 1, 64);
	struct buf image = finish_btf(&b);
	return read_image(&image);
}

START_TEST(byte_order_comes_from_the_object)
{
	for (int big = 0; big < 2; big++) {
		struct model *m = two_longs(big);
		struct buf out = {0};
		ck_assert_ptr_nonnull(m);
		ck_assert_int_eq(m->big_endian, big);
		ck_assert_uint_eq(m->ptr_size, 8);
		ck_assert(types_write(m, "app_bpf", &out));
		ck_assert_ptr_nonnull(strstr(out.data, big ? "big-endian" : "little-endian"));
		ck_assert_ptr_nonnull(strstr(out.data, "\t__s64 b; /* long */"));
		ck_assert_ptr_nonnull(strstr(out.data, "WB_FIELD(struct pair, b, 8, 8);"));
		buf_free(&out);
		model_free(m);
	}
}
END_TEST

/* Bits of the other byte order are counted from the other end: accessors, not bitfields. */
START_TEST(big_endian_bitfields_have_accessors)
{
	struct btf_image b = {.big = true};
	put_int(&b, "unsigned int", 4, 0);
	put_type(&b, BTF_STRUCT, "flags", 0x80000000u | 2, 4);
	put_member(&b, "a", 1, 3u << 24 | 0);
	put_member(&b, "b", 1, 5u << 24 | 3);
	struct buf image = finish_btf(&b);
	struct model *m = read_image(&image);
	struct buf out = {0};
	ck_assert_msg(m != NULL, "%s", said);
	ck_assert(types_write(m, "app_bpf", &out));
	ck_assert_ptr_nonnull(strstr(out.data, "__u8 __bits0[1];"));
	ck_assert_ptr_nonnull(strstr(out.data, "__u64 flags_get_b(const struct flags *s)"));
	ck_assert_ptr_nonnull(strstr(out.data, "for (unsigned i = 3; i < 8; i++)"));
	buf_free(&out);
	model_free(m);
}
END_TEST

START_TEST(raw_btf_makes_no_skeleton)
{
	struct model *m = two_longs(false);
	struct buf out = {0};
	ck_assert(!skel_write(m, "app_bpf", &out));
	ck_assert_uint_eq(out.len, 0);
	ck_assert_ptr_nonnull(strstr(said, "app.bpf.o: error: there are no programs"));
	model_free(m);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("model");
	TCase *good = tcase_create("good"), *bad = tcase_create("bad");
	tcase_add_checked_fixture(good, start, NULL);
	tcase_add_checked_fixture(bad, start, NULL);
	tcase_set_timeout(bad, 60);
	tcase_add_test(good, good_object_is_read);
	tcase_add_test(good, byte_order_comes_from_the_object);
	tcase_add_test(good, big_endian_bitfields_have_accessors);
	tcase_add_test(good, raw_btf_makes_no_skeleton);
	tcase_add_test(bad, every_truncation_is_refused);
	tcase_add_test(bad, no_changed_byte_breaks_the_reader);
	tcase_add_test(bad, duplicate_variables_are_refused);
	tcase_add_test(bad, other_machine_is_refused);
	tcase_add_test(bad, overlapping_sections_are_refused);
	tcase_add_test(bad, section_beyond_the_end_is_refused);
	tcase_add_test(bad, program_beyond_its_section_is_refused);
	tcase_add_test(bad, object_without_btf_is_refused);
	tcase_add_test(bad, legacy_maps_are_refused);
	tcase_add_test(bad, struct_that_contains_itself_is_refused);
	tcase_add_test(bad, ring_of_pointers_is_refused);
	tcase_add_test(bad, dangling_id_is_refused);
	tcase_add_test(bad, string_beyond_the_end_is_refused);
	tcase_add_test(bad, absurd_count_is_refused);
	tcase_add_test(bad, absurd_array_is_refused);
	tcase_add_test(bad, deep_nesting_is_refused);
	tcase_add_test(bad, absurd_text_is_refused);
	tcase_add_test(bad, anonymous_ring_is_refused);
	tcase_add_test(bad, member_beyond_its_struct_is_refused);
	suite_add_tcase(s, good);
	suite_add_tcase(s, bad);
	SRunner *r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed != 0;
}
