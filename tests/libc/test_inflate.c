/* The sdk's inflate against the host's zlib: what deflate made comes back, damage is noticed. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

int wb_inflateInit2_(z_streamp strm, int window_bits, const char *version, int size);
int wb_inflate(z_streamp strm, int flush);
int wb_inflateEnd(z_streamp strm);
uLong wb_crc32(uLong crc, const Bytef *data, uInt n);
uLong wb_adler32(uLong adler, const Bytef *data, uInt n);

#define SIZE 200000

static unsigned char plain[SIZE], packed[SIZE * 2], back[SIZE + 10];

/* Text-like, repeating, or random bytes. */
static size_t fill(int kind)
{
	size_t n = rand() % SIZE;

	for (size_t i = 0; i < n; i++)
		plain[i] = kind == 0 ? 'a' + rand() % 7 : kind == 1 ? (int)i / 300 : rand();
	return n;
}

static size_t pack(size_t n, int window_bits, int level, int strategy)
{
	z_stream s = {
		.next_in = plain, .avail_in = n, .next_out = packed, .avail_out = sizeof packed};

	ck_assert_int_eq(deflateInit2(&s, level, Z_DEFLATED, window_bits, 8, strategy), Z_OK);
	ck_assert_int_eq(deflate(&s, Z_FINISH), Z_STREAM_END);
	deflateEnd(&s);
	return s.total_out;
}

/* Feeds and drains in pieces; the last result. */
static int unpack(size_t n, int window_bits, size_t in_step, size_t out_step, size_t *got)
{
	z_stream s = {.next_in = packed};
	int r = Z_OK;

	ck_assert_int_eq(wb_inflateInit2_(&s, window_bits, ZLIB_VERSION, sizeof s), Z_OK);
	s.next_out = back;
	while (r == Z_OK) {
		size_t left = n - (s.next_in - packed), room = sizeof back - s.total_out;
		if (!s.avail_in)
			s.avail_in = left < in_step ? left : in_step;
		s.avail_out = room < out_step ? room : out_step;
		r = wb_inflate(&s, Z_NO_FLUSH);
	}
	*got = s.total_out;
	ck_assert_int_eq(wb_inflateEnd(&s), Z_OK);
	return r;
}

START_TEST(what_deflate_made)
{
	static const int windows[][2] = {{15, 15}, {-15, -15}, {31, 31}, {31, 47}, {15, 47}};

	srand(5);
	for (int i = 0; i < 150; i++) {
		size_t n = fill(i % 3), got;
		const int *w = windows[i % 5];
		size_t size = pack(n, w[0], i % 10, i % 4 == 3 ? Z_FIXED : Z_DEFAULT_STRATEGY);
		size_t step = i % 2 ? size : size / 3 + 1;
		ck_assert_int_eq(unpack(size, w[1], step, i % 7 ? 5000 : SIZE, &got), Z_STREAM_END);
		ck_assert_uint_eq(got, n);
		ck_assert(!memcmp(plain, back, n));
	}
}
END_TEST

START_TEST(what_is_damaged)
{
	size_t n, size, got;

	srand(6);
	for (int i = 0; i < 300; i++) {
		n = fill(i % 3);
		size = pack(n % 3000, 31, 9, Z_DEFAULT_STRATEGY);
		packed[10 + rand() % (size - 10)] ^= 1 << rand() % 8;
		int r = unpack(size, 31, size, SIZE, &got);
		/* some bits mean nothing: those that fill the last byte of the blocks */
		if (r == Z_STREAM_END)
			ck_assert(got == n % 3000 && !memcmp(plain, back, got));
		else
			ck_assert(r == Z_DATA_ERROR || r == Z_BUF_ERROR);
	}
	size = pack(1000, 31, 9, Z_DEFAULT_STRATEGY);
	ck_assert_int_eq(unpack(size - 1, 31, size, SIZE, &got), Z_BUF_ERROR);
	for (int i = 0; i < 300; i++) {
		for (int k = 0; k < 100; k++)
			packed[k] = rand();
		unpack(100, -15, 100, SIZE, &got);
	}
}
END_TEST

START_TEST(sums)
{
	size_t n = fill(2);

	ck_assert_uint_eq(wb_crc32(0, plain, n), crc32(0, plain, n));
	ck_assert_uint_eq(wb_adler32(1, plain, n), adler32(1, plain, n));
	ck_assert_uint_eq(wb_crc32(0, NULL, 0), crc32(0, NULL, 0));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("inflate");
	TCase *all = tcase_create("inflate");
	SRunner *runner = srunner_create(suite);

	tcase_set_timeout(all, 0);
	suite_add_tcase(suite, all);
	tcase_add_test(all, what_deflate_made);
	tcase_add_test(all, what_is_damaged);
	tcase_add_test(all, sums);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
