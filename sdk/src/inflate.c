/*
 * inflate.c: the decompressing half of zlib's API, as tools use it for small blobs that they
 * carry (compressed BTF): inflateInit2, inflate, inflateEnd, crc32, adler32.
 *
 * What comes in is gathered until a whole stream (raw, zlib or gzip: RFC 1951, 1950, 1952) can
 * be decoded at once; then it is given out in pieces as large as the caller has room for.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define MAX_BITS 15
#define LITERALS 288
#define DISTANCES 30

struct internal_state {
	unsigned char *in, *out;
	size_t in_size, out_size, out_room, given;
	int window_bits;
	bool decoded;
};

/* A pass over the input. */
struct reader {
	const unsigned char *p, *end;
	unsigned bits, n_bits;
	struct internal_state *to;
	int error; /* Z_BUF_ERROR: the input ends early; Z_DATA_ERROR, Z_MEM_ERROR */
};

/* A canonical Huffman code: how many codes of each length, and the symbols in their order. */
struct code {
	unsigned short count[MAX_BITS + 1], symbol[LITERALS];
};

/* ---- bits ---------------------------------------------------------------------------------- */

static unsigned read_bits(struct reader *r, unsigned n)
{
	unsigned v;

	while (r->n_bits < n) {
		if (r->p == r->end) {
			r->error = Z_BUF_ERROR;
			return 0;
		}
		r->bits |= (unsigned)*r->p++ << r->n_bits;
		r->n_bits += 8;
	}
	v = r->bits & ((1u << n) - 1);
	r->bits >>= n;
	r->n_bits -= n;
	return v;
}

static void put_byte(struct reader *r, unsigned char c)
{
	struct internal_state *s = r->to;

	if (s->out_size == s->out_room) {
		size_t room = s->out_room ? s->out_room * 2 : 65536;
		unsigned char *grown = realloc(s->out, room);
		if (!grown) {
			r->error = Z_MEM_ERROR;
			return;
		}
		s->out = grown;
		s->out_room = room;
	}
	s->out[s->out_size++] = c;
}

/* ---- Huffman codes ------------------------------------------------------------------------- */

/* False: the lengths claim more codes than there are. */
static bool make_code(struct code *c, const unsigned char *lengths, int n)
{
	unsigned short next[MAX_BITS + 2] = {0};
	int left = 1;

	memset(c, 0, sizeof *c);
	for (int i = 0; i < n; i++)
		c->count[lengths[i]]++;
	c->count[0] = 0;
	for (int length = 1; length <= MAX_BITS; length++) {
		left = left * 2 - c->count[length];
		if (left < 0)
			return false;
		next[length + 1] = next[length] + c->count[length];
	}
	for (int i = 0; i < n; i++)
		if (lengths[i])
			c->symbol[next[lengths[i]]++] = i;
	return true;
}

static int read_symbol(struct reader *r, const struct code *c)
{
	int code = 0, first = 0, index = 0;

	for (int length = 1; length <= MAX_BITS && !r->error; length++) {
		code |= read_bits(r, 1);
		if (code - first < c->count[length])
			return c->symbol[index + code - first];
		index += c->count[length];
		first = (first + c->count[length]) * 2;
		code *= 2;
	}
	if (!r->error)
		r->error = Z_DATA_ERROR;
	return 0;
}

/* ---- blocks -------------------------------------------------------------------------------- */

static void copy_back(struct reader *r, unsigned length, unsigned distance)
{
	struct internal_state *s = r->to;

	if (distance > s->out_size)
		r->error = Z_DATA_ERROR;
	while (length-- && !r->error)
		put_byte(r, s->out[s->out_size - distance]);
}

static void read_compressed(
	struct reader *r, const struct code *literals, const struct code *distances)
{
	/* lengths and distances: a base, and extra bits that grow by one every 4, and every 2 */
	while (!r->error) {
		int symbol = read_symbol(r, literals), extra;
		unsigned length, distance;
		if (r->error || symbol == 256)
			return;
		if (symbol < 256) {
			put_byte(r, symbol);
			continue;
		}
		symbol -= 257;
		if (symbol > 28) {
			r->error = Z_DATA_ERROR;
			return;
		}
		extra = symbol < 8 || symbol == 28 ? 0 : symbol / 4 - 1;
		length = symbol == 28 ? 258
			 : symbol < 8 ? (unsigned)symbol + 3
				      : ((4u + symbol % 4) << extra) + 3;
		length += read_bits(r, extra);
		symbol = read_symbol(r, distances);
		if (symbol >= DISTANCES)
			r->error = Z_DATA_ERROR;
		extra = symbol < 4 ? 0 : symbol / 2 - 1;
		distance = symbol < 4 ? (unsigned)symbol + 1 : ((2u + symbol % 2) << extra) + 1;
		distance += read_bits(r, extra);
		if (!r->error)
			copy_back(r, length, distance);
	}
}

static void read_stored(struct reader *r)
{
	unsigned length, complement;

	r->bits = r->n_bits = 0;
	length = read_bits(r, 16);
	complement = read_bits(r, 16);
	if (!r->error && length != (complement ^ 0xffff))
		r->error = Z_DATA_ERROR;
	while (length-- && !r->error) {
		unsigned char c = read_bits(r, 8);
		if (!r->error)
			put_byte(r, c);
	}
}

static void read_fixed(struct reader *r)
{
	unsigned char lengths[LITERALS];
	struct code literals, distances;

	for (int i = 0; i < LITERALS; i++)
		lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
	make_code(&literals, lengths, LITERALS);
	memset(lengths, 5, DISTANCES);
	make_code(&distances, lengths, DISTANCES);
	read_compressed(r, &literals, &distances);
}

/* The code lengths of a dynamic block, themselves coded. */
static void read_lengths(struct reader *r, unsigned char *lengths, int n)
{
	static const unsigned char order[19] = {
		16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
	unsigned char short_lengths[19] = {0};
	struct code code;
	int given = read_bits(r, 4) + 4, i = 0;

	for (int k = 0; k < given; k++)
		short_lengths[order[k]] = read_bits(r, 3);
	if (!make_code(&code, short_lengths, 19) && !r->error)
		r->error = Z_DATA_ERROR;
	while (i < n && !r->error) {
		int symbol = read_symbol(r, &code), times = 1, value = symbol;
		if (symbol == 16)
			value = i ? lengths[i - 1] : -1, times = 3 + read_bits(r, 2);
		else if (symbol == 17)
			value = 0, times = 3 + read_bits(r, 3);
		else if (symbol == 18)
			value = 0, times = 11 + read_bits(r, 7);
		if (!r->error && (value < 0 || times > n - i))
			r->error = Z_DATA_ERROR;
		while (times-- && !r->error)
			lengths[i++] = value;
	}
}

static void read_dynamic(struct reader *r)
{
	int n_literals = read_bits(r, 5) + 257, n_distances = read_bits(r, 5) + 1;
	unsigned char lengths[LITERALS + 32 + 32] = {0};
	struct code literals, distances;

	if (n_literals > 286 || n_distances > DISTANCES)
		r->error = Z_DATA_ERROR;
	if (!r->error)
		read_lengths(r, lengths, n_literals + n_distances);
	if (r->error)
		return;
	if (!lengths[256] || !make_code(&literals, lengths, n_literals) ||
		!make_code(&distances, lengths + n_literals, n_distances))
		r->error = Z_DATA_ERROR;
	else
		read_compressed(r, &literals, &distances);
}

static void read_blocks(struct reader *r)
{
	bool last;

	do {
		last = read_bits(r, 1);
		switch (read_bits(r, 2)) {
		case 0: read_stored(r); break;
		case 1: read_fixed(r); break;
		case 2: read_dynamic(r); break;
		default: r->error = r->error ? r->error : Z_DATA_ERROR;
		}
	} while (!last && !r->error);
	r->bits = r->n_bits = 0; /* what follows starts at a byte */
}

/* ---- containers ---------------------------------------------------------------------------- */

static void skip_string(struct reader *r)
{
	while (!r->error && read_bits(r, 8))
		;
}

static void read_gzip_header(struct reader *r)
{
	unsigned method = read_bits(r, 8), flags = read_bits(r, 8), extra = 0;

	for (int i = 0; i < 6; i++)
		read_bits(r, 8);
	if (!r->error && (method != Z_DEFLATED || flags & 0xe0))
		r->error = Z_DATA_ERROR;
	if (flags & 4)
		extra = read_bits(r, 16);
	while (extra-- && !r->error)
		read_bits(r, 8);
	if (flags & 8)
		skip_string(r);
	if (flags & 16)
		skip_string(r);
	if (flags & 2)
		read_bits(r, 16);
}

static unsigned long read_u32(struct reader *r, bool big_endian)
{
	unsigned long v = 0;

	for (int i = 0; i < 4; i++)
		v |= (unsigned long)read_bits(r, 8) << 8 * (big_endian ? 3 - i : i);
	return v;
}

/* window_bits: below 0 raw, up to 15 zlib, +16 gzip, +32 either. */
static void read_stream(struct reader *r)
{
	struct internal_state *s = r->to;
	bool raw = s->window_bits < 0, gzip = false;

	if (!raw) {
		unsigned first = read_bits(r, 8), second = read_bits(r, 8);
		gzip = first == 0x1f && second == 0x8b && s->window_bits > 15;
		if (gzip)
			read_gzip_header(r);
		else if (!r->error && ((first << 8 | second) % 31 || (first & 15) != Z_DEFLATED ||
					      second & 32 || (s->window_bits & 48) == 16))
			r->error = Z_DATA_ERROR;
	}
	if (!r->error)
		read_blocks(r);
	if (raw || r->error)
		return;
	unsigned long sum = read_u32(r, !gzip);
	unsigned long have = gzip ? crc32(0, s->out, s->out_size) : adler32(1, s->out, s->out_size);
	if (gzip && read_u32(r, false) != (s->out_size & 0xffffffff) && !r->error)
		r->error = Z_DATA_ERROR;
	if (!r->error && sum != have)
		r->error = Z_DATA_ERROR;
}

/* ---- the API ------------------------------------------------------------------------------- */

int inflateInit2_(z_streamp strm, int window_bits, const char *version, int size)
{
	struct internal_state *s;

	(void)version;
	if (size != sizeof *strm)
		return Z_VERSION_ERROR;
	if (!(s = calloc(1, sizeof *s)))
		return Z_MEM_ERROR;
	s->window_bits = window_bits;
	strm->state = s;
	strm->msg = NULL;
	strm->total_in = strm->total_out = 0;
	return Z_OK;
}

int inflateInit_(z_streamp strm, const char *version, int size)
{
	return inflateInit2_(strm, MAX_WBITS, version, size);
}

/* Takes in what the caller offers; Z_OK once the whole stream is decoded. */
static int gather(z_streamp strm)
{
	struct internal_state *s = strm->state;
	unsigned char *grown = realloc(s->in, s->in_size + strm->avail_in + 1);
	size_t before = s->in_size;

	if (!grown)
		return Z_MEM_ERROR;
	s->in = grown;
	memcpy(s->in + s->in_size, strm->next_in, strm->avail_in);
	s->in_size += strm->avail_in;
	s->out_size = 0;
	struct reader r = {.p = s->in, .end = s->in + s->in_size, .to = s};
	read_stream(&r);
	size_t used = r.error ? strm->avail_in : (size_t)(r.p - s->in) - before;
	strm->next_in += used;
	strm->avail_in -= used;
	strm->total_in += used;
	s->decoded = !r.error;
	return r.error;
}

int inflate(z_streamp strm, int flush)
{
	struct internal_state *s = strm->state;
	size_t n;

	(void)flush;
	if (!s)
		return Z_STREAM_ERROR;
	if (!s->decoded) {
		bool more = strm->avail_in > 0;
		int error = more ? gather(strm) : Z_BUF_ERROR;
		if (error == Z_BUF_ERROR && more)
			return Z_OK; /* the rest is to come */
		if (error)
			return error;
	}
	n = s->out_size - s->given < strm->avail_out ? s->out_size - s->given : strm->avail_out;
	if (n)
		memcpy(strm->next_out, s->out + s->given, n);
	s->given += n;
	strm->next_out += n;
	strm->avail_out -= n;
	strm->total_out += n;
	return s->given == s->out_size ? Z_STREAM_END : Z_OK;
}

int inflateEnd(z_streamp strm)
{
	struct internal_state *s = strm->state;

	if (!s)
		return Z_STREAM_ERROR;
	free(s->in);
	free(s->out);
	free(s);
	strm->state = NULL;
	return Z_OK;
}

uLong crc32(uLong crc, const Bytef *data, uInt n)
{
	if (!data)
		return 0;
	crc = ~crc & 0xffffffff;
	while (n--) {
		crc ^= *data++;
		for (int i = 0; i < 8; i++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc & 0xffffffff;
}

uLong adler32(uLong adler, const Bytef *data, uInt n)
{
	uLong a = adler & 0xffff, b = adler >> 16;

	if (!data)
		return 1;
	while (n--) {
		a = (a + *data++) % 65521;
		b = (b + a) % 65521;
	}
	return b << 16 | a;
}
