/* A session table of the layout that the engine's has, in plain C: what a compiler makes of it without a language's checks.
 *
 *   bucket   64 bytes: 8 tags of 16 bits (0 is free), 8 record numbers + 1, 16 counters of passers
 *   record   128 bytes: key and ageing in the first line, counters and TCP words in the second
 *   side     16 bytes: start, id, origin; the free list runs through it
 *   deadline 4 bytes: the second before which the session cannot end; swept once a second
 *
 * A session lives in its home bucket or one of fifteen more, a step apart that its tag says: buckets in a row would fill up
 * together, and then eight of them refuse 0.03 % of the sessions of a full table, sixteen still some. Every bucket that it
 * had to pass counts it under four bits of its tag, so that a lookup ends at the first bucket that nobody of its kind
 * passed: at once in 98 of 100, with one counter for all it would be 78. A counter that has reached 255 stays there.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { TAGS = 8, KINDS = 16, BUCKET_LIMIT = 16, FILL = 6, LONGEST_STEP = 64, NONE = -1 };

struct key {
	uint64_t words[5]; /* both addresses, then ports, protocol and family */
};

struct record {
	struct key key;
	int64_t last_seen; /* nanoseconds */
	uint32_t timeout;  /* seconds */
	uint32_t rule, flags, marks;
	uint64_t bytes[2];
	uint32_t packets[2];
	uint32_t tcp[10];
} __attribute__((aligned(64)));

struct side {
	int64_t start;
	uint32_t id; /* of a free record: the next free one + 1 */
	uint32_t origin;
};

struct bucket {
	uint16_t tags[TAGS];
	uint32_t places[TAGS];
	uint8_t passed[KINDS];
} __attribute__((aligned(64)));

_Static_assert(sizeof(struct record) == 128 && sizeof(struct bucket) == 64 && sizeof(struct side) == 16, "layout");

struct table {
	struct bucket *buckets;
	struct record *records;
	struct side *sides;
	uint32_t *deadlines;
	uint64_t bucket_count; /* more than LONGEST_STEP */
	uint32_t capacity, count, free;
	uint64_t secret[6];
	size_t bytes;
};

static inline uint64_t splitmix(uint64_t word)
{
	word += 0x9e3779b97f4a7c15;
	word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
	word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
	return word ^ (word >> 31);
}

static inline uint64_t fold(uint64_t left, uint64_t right)
{
	unsigned __int128 product = (unsigned __int128)left * right;
	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t hash_of(const uint64_t secret[6], const struct key *key)
{
	uint64_t first = fold(key->words[0] ^ secret[0], key->words[1] ^ secret[1]);
	uint64_t second = fold(key->words[2] ^ secret[2], key->words[3] ^ secret[3]);
	return fold(first ^ key->words[4] ^ secret[4], second ^ secret[5]);
}

static inline uint64_t home_of(const struct table *table, uint64_t hash) { return ((hash >> 32) * table->bucket_count) >> 32; }

static inline uint16_t tag_of(uint64_t hash)
{
	uint16_t tag = (uint16_t)hash;
	return tag ? tag : 1;
}

/* Other bits of the tag than the step has. */
static inline unsigned kind_of(uint16_t tag) { return tag >> 8 & (KINDS - 1); }

static inline uint64_t next_of(const struct table *table, uint64_t place, uint16_t tag)
{
	place += 1 + tag % LONGEST_STEP;
	return place < table->bucket_count ? place : place - table->bucket_count;
}

/* Zeroed memory in large pages where the system grants them. */
static inline void *large_pages(size_t bytes)
{
	size_t page = 1 << 21, rounded = (bytes + page - 1) / page * page;
	char *memory = mmap(NULL, rounded + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED) {
		fprintf(stderr, "session-peer: no memory\n");
		exit(1);
	}
	memory += (page - (uintptr_t)memory % page) % page;
	madvise(memory, rounded, MADV_HUGEPAGE);
	memset(memory, 0, rounded);
	return memory;
}

static inline void table_clear(struct table *table)
{
	memset(table->buckets, 0, table->bucket_count * sizeof(struct bucket));
	memset(table->deadlines, 0xff, (size_t)table->capacity * sizeof *table->deadlines);
	for (uint32_t index = 0; index < table->capacity; index++)
		table->sides[index].id = index + 2;
	table->sides[table->capacity - 1].id = 0;
	table->free = 1;
	table->count = 0;
}

static inline void table_make(struct table *table, uint32_t capacity, uint64_t seed)
{
	table->capacity = capacity;
	table->bucket_count = (capacity + FILL - 1) / FILL;
	for (int index = 0; index < 6; index++)
		table->secret[index] = splitmix(seed + (uint64_t)index * 0x9e3779b97f4a7c15);
	table->secret[5] |= 1;
	size_t buckets = table->bucket_count * sizeof(struct bucket);
	table->buckets = large_pages(buckets);
	table->records = large_pages(capacity * sizeof(struct record));
	table->sides = large_pages(capacity * sizeof(struct side));
	table->deadlines = large_pages(capacity * sizeof(uint32_t));
	table->bytes = buckets + capacity * (sizeof(struct record) + sizeof(struct side) + sizeof(uint32_t));
	table_clear(table);
}

/* A bit for each of the eight tags that is equal. */
static inline unsigned equal_tags(const struct bucket *bucket, uint16_t tag)
{
	typedef int16_t lanes __attribute__((vector_size(16)));
	typedef int8_t bytes __attribute__((vector_size(8)));
	lanes tags;
	memcpy(&tags, bucket->tags, sizeof tags);
	bytes narrow = __builtin_convertvector(tags == (int16_t)tag, bytes);
	uint64_t mask;
	memcpy(&mask, &narrow, sizeof mask);
	return (unsigned)(((mask & 0x0101010101010101) * 0x0102040810204080) >> 56);
}

static inline bool equal_keys(const struct key *left, const struct key *right)
{
	return left->words[4] == right->words[4] && left->words[1] == right->words[1] && left->words[3] == right->words[3] &&
	       left->words[0] == right->words[0] && left->words[2] == right->words[2];
}

static inline int64_t table_find(const struct table *table, const struct key *key, uint64_t hash)
{
	uint64_t place = home_of(table, hash);
	uint16_t tag = tag_of(hash);
	for (int distance = 0; distance < BUCKET_LIMIT; distance++) {
		const struct bucket *bucket = &table->buckets[place];
		for (unsigned lanes = equal_tags(bucket, tag); lanes; lanes &= lanes - 1) {
			uint32_t index = bucket->places[__builtin_ctz(lanes)] - 1;
			if (equal_keys(&table->records[index].key, key))
				return index;
		}
		if (bucket->passed[kind_of(tag)] == 0)
			return NONE;
		place = next_of(table, place, tag);
	}
	return NONE;
}

/* Notes that a session went past so many buckets, or no longer does. */
static inline void table_pass(struct table *table, uint64_t hash, int distance, int change)
{
	uint64_t place = home_of(table, hash);
	for (; distance > 0; distance--) {
		uint8_t *passed = &table->buckets[place].passed[kind_of(tag_of(hash))];
		*passed += *passed == UINT8_MAX ? 0 : change;
		place = next_of(table, place, tag_of(hash));
	}
}

/* The record of a key that was not found; NONE when the table is full or all its buckets are. */
static inline int64_t table_insert(struct table *table, const struct key *key, uint64_t hash, int64_t now, uint32_t timeout)
{
	if (table->free == 0)
		return NONE;
	uint64_t place = home_of(table, hash);
	unsigned lanes;
	int distance = 0;
	for (; (lanes = equal_tags(&table->buckets[place], 0)) == 0; distance++) {
		if (distance == BUCKET_LIMIT - 1)
			return NONE;
		place = next_of(table, place, tag_of(hash));
	}
	table_pass(table, hash, distance, 1);
	struct bucket *bucket = &table->buckets[place];
	uint32_t index = table->free - 1;
	struct side *side = &table->sides[index];
	table->free = side->id;
	bucket->tags[__builtin_ctz(lanes)] = tag_of(hash);
	bucket->places[__builtin_ctz(lanes)] = index + 1;
	struct record *record = &table->records[index];
	memset(record, 0, sizeof *record);
	record->key = *key;
	record->last_seen = now;
	record->timeout = timeout;
	*side = (struct side){.start = now, .id = ++table->count};
	table->deadlines[index] = (uint32_t)(now / 1000000000) + timeout;
	return index;
}

static inline void table_remove(struct table *table, uint32_t index, uint64_t hash)
{
	uint64_t place = home_of(table, hash);
	int distance = 0;
	for (;; distance++) {
		struct bucket *bucket = &table->buckets[place];
		unsigned lanes = equal_tags(bucket, tag_of(hash));
		while (lanes && bucket->places[__builtin_ctz(lanes)] != index + 1)
			lanes &= lanes - 1;
		if (lanes) {
			bucket->tags[__builtin_ctz(lanes)] = 0;
			break;
		}
		place = next_of(table, place, tag_of(hash));
	}
	table_pass(table, hash, distance, -1);
	table->deadlines[index] = UINT32_MAX;
	table->sides[index].id = table->free;
	table->free = index + 1;
	table->count--;
}

/* Up to `limit` records from `*from` on whose deadline has come; `*from` moves behind the last one looked at. */
static inline unsigned table_due(const uint32_t *deadlines, uint32_t capacity, uint32_t *from, uint32_t now, uint32_t *due,
				 unsigned limit)
{
	unsigned found = 0;
	uint32_t index = *from;
	while (index < capacity && found + 16 <= limit) {
		if (index + 16 <= capacity) {
			uint32_t any = 0;
			for (int lane = 0; lane < 16; lane++)
				any |= deadlines[index + lane] <= now;
			if (!any) {
				index += 16;
				continue;
			}
		}
		uint32_t end = index + 16 < capacity ? index + 16 : capacity;
		for (; index < end; index++)
			if (deadlines[index] <= now)
				due[found++] = index;
	}
	*from = index;
	return found;
}
