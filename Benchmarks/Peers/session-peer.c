/* A session table of the engine's layout and DPDK's rte_hash, on the same operations in one process.
 *
 *   session-peer SESSIONS ROUNDS -- EAL-OPTION...
 *
 * Prints `NAME TABLE SESSIONS MEDIAN MINIMUM`, nanoseconds of this thread's processor time an operation, for
 *
 *   lookup-1 lookup-32     find a random live session, count a packet, note its time; one by one, or in batches
 *   miss-1 miss-32         find a session that does not exist
 *   insert-1 insert-32     find that it is missing, add and initialise it, from empty up to SESSIONS
 *   churn-1 churn-32       find that it is missing, end the oldest, add and initialise it
 *   expire                 the sweep that meets every session at its end; sweep: one that meets none
 *
 * and `bytes TABLE SESSIONS TOTAL A-SESSION`. Of lookups each one's session depends on what the one before found, so that
 * the processor cannot overlap them: packets come one by one. Session n is, with r = SplitMix64(SEED + n), TCP from
 * 10.0.0.0/8 + r[0..23] port r[44..59] to 172.16.0.0/12 + r[24..43] port 8000 + r[60..63].
 * rte_hash gets keys of 48 bytes (a length it has a comparison for), a table that is at most three fifths full, and records
 * of the same 128 + 16 bytes, which it finds by the pointer it keeps.
 */
#define _GNU_SOURCE
#include <time.h>

#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_hash.h>
#include <rte_malloc.h>
#include <rte_memory.h>

#include "session-table.h"

enum { BATCH = 32, MOST_ROUNDS = 99, OPERATIONS = 2000000, TIMEOUT = 3600 };
static const uint64_t SEED = 0x6e676677;
static const int64_t START = 1000000000000;

static uint32_t sessions;
static int rounds;
/* Always 0, which the compiler cannot know. */
static volatile uint64_t nothing;

static void fail(const char *what, const char *why)
{
	fprintf(stderr, "session-peer: %s: %s\n", what, why);
	exit(1);
}

static double processor_time(void)
{
	struct timespec time;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return time.tv_sec * 1e9 + time.tv_nsec;
}

static int by_value(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;
	return (a > b) - (a < b);
}

static void report(const char *name, const char *table, double *times)
{
	qsort(times, rounds, sizeof *times, by_value);
	printf("%s %s %u %.2f %.2f\n", name, table, sessions, times[rounds / 2], times[0]);
	fflush(stdout);
}

static inline struct key session_key(uint64_t number)
{
	uint64_t bits = splitmix(SEED + number);
	uint64_t source = 0x0a000000 | (bits & 0xffffff), destination = 0xac100000 | (bits >> 24 & 0xfffff);
	uint64_t ports = (bits >> 44 & 0xffff) << 48 | (8000 + (bits >> 60)) << 32;
	return (struct key){{0, source, 0, destination, ports | 6 << 8 | 4}};
}

/* A number below SESSIONS that depends on `earlier`. */
static inline uint64_t any_session(uint64_t draw, uint64_t earlier)
{
	return ((splitmix(draw ^ (earlier & nothing)) >> 32) * sessions) >> 32;
}

/* What a packet changes in its session; returns something that is known only once the record has been read. */
static inline uint64_t count_packet(struct record *record, int64_t now)
{
	record->last_seen = now;
	record->packets[now & 1]++;
	record->bytes[now & 1] += 1000;
	return record->packets[now & 1] + record->flags;
}

/* Both tables under one set of names: `engine` picks, and is a constant wherever these are inlined. */
struct tables {
	struct table own;
	struct rte_hash *hash;
	struct record *records;
	struct side *sides;
	uint32_t *deadlines;
	uint32_t free;
};
enum engine { OWN, RTE };
#define ALWAYS static inline __attribute__((always_inline))

/* 48 bytes, which rte_hash compares by its own function. */
struct wide_key {
	struct key key;
	uint64_t zero;
} __attribute__((aligned(16)));

static struct tables tables;

static uint32_t rte_hash_of(const void *key, uint32_t length, uint32_t initial)
{
	(void)length;
	(void)initial;
	return (uint32_t)(hash_of(tables.own.secret, key) >> 32);
}

/* What a key's hash is, for both. */
ALWAYS uint64_t mix(const struct tables *t, const struct wide_key *key) { return hash_of(t->own.secret, &key->key); }

ALWAYS struct record *find(enum engine engine, struct tables *t, const struct wide_key *key, uint64_t hash)
{
	if (engine == OWN) {
		int64_t index = table_find(&t->own, &key->key, hash);
		return index < 0 ? NULL : &t->own.records[index];
	}
	void *record;
	return rte_hash_lookup_with_hash_data(t->hash, key, (uint32_t)(hash >> 32), &record) < 0 ? NULL : record;
}

ALWAYS void add(enum engine engine, struct tables *t, const struct wide_key *key, uint64_t hash, int64_t now)
{
	if (engine == OWN) {
		if (table_insert(&t->own, &key->key, hash, now, TIMEOUT) < 0)
			fail("insert", "no room");
		return;
	}
	uint32_t index = t->free - 1;
	struct record *record = &t->records[index];
	if (t->free == 0 || rte_hash_add_key_with_hash_data(t->hash, key, (uint32_t)(hash >> 32), record) != 0)
		fail("rte_hash_add_key_with_hash_data", "no room");
	t->free = t->sides[index].id;
	memset(record, 0, sizeof *record);
	record->key = key->key;
	record->last_seen = now;
	record->timeout = TIMEOUT;
	t->sides[index] = (struct side){.start = now, .id = index};
	t->deadlines[index] = (uint32_t)(now / 1000000000) + TIMEOUT;
}

ALWAYS void end(enum engine engine, struct tables *t, uint32_t index, uint64_t hash)
{
	if (engine == OWN) {
		table_remove(&t->own, index, hash);
		return;
	}
	struct wide_key key = {t->records[index].key, 0};
	if (rte_hash_del_key_with_hash(t->hash, &key, (uint32_t)(hash >> 32)) < 0)
		fail("rte_hash_del_key_with_hash", "not found");
	t->deadlines[index] = UINT32_MAX;
	t->sides[index].id = t->free;
	t->free = index + 1;
}

/* Finds a batch in three passes: bucket, record, second line. */
ALWAYS unsigned find_batch(enum engine engine, struct tables *t, const struct wide_key *keys, uint64_t *hashes, struct record **found)
{
	for (int index = 0; index < BATCH; index++)
		hashes[index] = mix(t, &keys[index]);
	if (engine == RTE) {
		const void *pointers[BATCH];
		uint32_t signatures[BATCH];
		uint64_t hits;
		for (int index = 0; index < BATCH; index++) {
			pointers[index] = &keys[index];
			signatures[index] = (uint32_t)(hashes[index] >> 32);
			found[index] = NULL;
		}
		return (unsigned)rte_hash_lookup_with_hash_bulk_data(t->hash, pointers, signatures, BATCH, &hits, (void **)found);
	}
	unsigned count = 0;
	for (int index = 0; index < BATCH; index++) {
		__builtin_prefetch(&t->own.buckets[home_of(&t->own, hashes[index])], 1);
	}
	for (int index = 0; index < BATCH; index++) {
		uint64_t place = home_of(&t->own, hashes[index]);
		uint16_t tag = tag_of(hashes[index]);
		const struct bucket *bucket = &t->own.buckets[place];
		unsigned lanes = equal_tags(bucket, tag);
		if (!lanes && bucket->passed[kind_of(tag)]) {
			bucket = &t->own.buckets[next_of(&t->own, place, tag)];
			__builtin_prefetch(bucket, 1);
		}
		if (lanes) {
			struct record *record = &t->own.records[bucket->places[__builtin_ctz(lanes)] - 1];
			__builtin_prefetch(record, 1);
			__builtin_prefetch(record->bytes, 1);
		}
	}
	for (int index = 0; index < BATCH; index++) {
		int64_t place = table_find(&t->own, &keys[index].key, hashes[index]);
		found[index] = place < 0 ? NULL : &t->own.records[place];
		count += place >= 0;
	}
	return count;
}

/* Makes ready what the next batch of insertions writes. The free list's records were ended lately or follow each other. */
ALWAYS void prefetch_free(enum engine engine, struct tables *t)
{
	if (engine == RTE)
		return;
	uint32_t free = t->own.free;
	for (int index = 0; index < BATCH && free; index++) {
		__builtin_prefetch(&t->own.records[free - 1], 1);
		__builtin_prefetch(t->own.records[free - 1].bytes, 1);
		free = t->own.sides[free - 1].id;
	}
}

/* Ends the records of a batch, the memory they stand in asked for beforehand. */
ALWAYS void end_batch(enum engine engine, struct tables *t, const uint32_t *indexes, unsigned count)
{
	struct record *records = engine == OWN ? t->own.records : t->records;
	struct side *sides = engine == OWN ? t->own.sides : t->sides;
	for (unsigned index = 0; index < count; index++) {
		__builtin_prefetch(&records[indexes[index]], 1);
		__builtin_prefetch(&sides[indexes[index]], 1);
	}
	uint64_t hashes[BATCH];
	for (unsigned index = 0; index < count; index++) {
		hashes[index] = hash_of(t->own.secret, &records[indexes[index]].key);
		if (engine == OWN)
			__builtin_prefetch(&t->own.buckets[home_of(&t->own, hashes[index])], 1);
	}
	for (unsigned index = 0; index < count; index++)
		end(engine, t, indexes[index], hashes[index]);
}

ALWAYS void fill_keys(struct wide_key *keys, uint64_t first)
{
	for (int index = 0; index < BATCH; index++)
		keys[index] = (struct wide_key){session_key(first + index), 0};
}

ALWAYS void lookups(enum engine engine, struct tables *t, uint64_t *draw, uint64_t oldest, bool misses)
{
	uint64_t earlier = 0, hits = 0;
	uint64_t base = misses ? 1ull << 40 : oldest;
	for (int count = 0; count < OPERATIONS; count++) {
		struct wide_key key = {session_key(base + any_session(++*draw, earlier)), 0};
		struct record *record = find(engine, t, &key, mix(t, &key));
		hits += record != NULL;
		earlier = record ? count_packet(record, START + count) : hits;
	}
	if (hits != (misses ? 0 : OPERATIONS))
		fail("lookup", "wrong count of hits");
}

ALWAYS void lookup_batches(enum engine engine, struct tables *t, uint64_t *draw, uint64_t oldest, bool misses)
{
	uint64_t earlier = 0, hits = 0;
	uint64_t base = misses ? 1ull << 40 : oldest;
	for (int count = 0; count < OPERATIONS; count += BATCH) {
		struct wide_key keys[BATCH];
		uint64_t hashes[BATCH];
		struct record *found[BATCH];
		for (int index = 0; index < BATCH; index++)
			keys[index] = (struct wide_key){session_key(base + any_session(++*draw, earlier)), 0};
		hits += find_batch(engine, t, keys, hashes, found);
		for (int index = 0; index < BATCH; index++)
			if (found[index])
				earlier = count_packet(found[index], START + count);
	}
	if (hits != (misses ? 0 : OPERATIONS))
		fail("lookup", "wrong count of hits");
}

ALWAYS void insertions(enum engine engine, struct tables *t, uint64_t first, bool isBatched)
{
	uint32_t number = 0;
	while (isBatched && number + BATCH <= sessions) {
		struct wide_key keys[BATCH];
		uint64_t hashes[BATCH];
		struct record *found[BATCH];
		fill_keys(keys, first + number);
		prefetch_free(engine, t);
		if (find_batch(engine, t, keys, hashes, found) != 0)
			fail("insert", "known already");
		for (int index = 0; index < BATCH; index++)
			add(engine, t, &keys[index], hashes[index], START);
		number += BATCH;
	}
	for (; number < sessions; number++) {
		struct wide_key key = {session_key(first + number), 0};
		uint64_t hash = mix(t, &key);
		if (find(engine, t, &key, hash))
			fail("insert", "known already");
		add(engine, t, &key, hash, START);
	}
}

/* The oldest session's record is the next to be freed and taken again: session n stands in record n modulo SESSIONS. */
ALWAYS void churn(enum engine engine, struct tables *t, uint64_t *oldest, bool isBatched)
{
	for (int count = 0; count < OPERATIONS; count += isBatched ? BATCH : 1) {
		if (!isBatched) {
			struct wide_key key = {session_key(*oldest + sessions), 0};
			uint64_t hash = mix(t, &key);
			if (find(engine, t, &key, hash))
				fail("churn", "known already");
			uint32_t index = (uint32_t)(*oldest % sessions);
			struct wide_key ended = {session_key(*oldest), 0};
			end(engine, t, index, mix(t, &ended));
			add(engine, t, &key, hash, START);
			(*oldest)++;
			continue;
		}
		struct wide_key keys[BATCH];
		uint64_t hashes[BATCH];
		struct record *found[BATCH];
		uint32_t ended[BATCH];
		fill_keys(keys, *oldest + sessions);
		/* Backwards, so that the free list gives them out forwards. */
		for (int index = 0; index < BATCH; index++)
			ended[BATCH - 1 - index] = (uint32_t)((*oldest + index) % sessions);
		if (find_batch(engine, t, keys, hashes, found) != 0)
			fail("churn", "known already");
		end_batch(engine, t, ended, BATCH);
		for (int index = 0; index < BATCH; index++)
			add(engine, t, &keys[index], hashes[index], START);
		*oldest += BATCH;
	}
}

/* Ends what is due at `now` (seconds) and says how many that were. */
ALWAYS uint32_t expire(enum engine engine, struct tables *t, uint32_t now)
{
	uint32_t *deadlines = engine == OWN ? t->own.deadlines : t->deadlines;
	struct record *records = engine == OWN ? t->own.records : t->records;
	uint32_t due[BATCH], from = 0, total = 0;
	while (from < sessions) {
		unsigned count = table_due(deadlines, sessions, &from, now, due, BATCH), ended = 0;
		for (unsigned index = 0; index < count; index++)
			__builtin_prefetch(&records[due[index]], 1);
		for (unsigned index = 0; index < count; index++) {
			struct record *record = &records[due[index]];
			uint32_t deadline = (uint32_t)(record->last_seen / 1000000000) + record->timeout;
			if (deadline <= now)
				due[ended++] = due[index];
			else
				deadlines[due[index]] = deadline;
		}
		end_batch(engine, t, due, ended);
		total += ended;
	}
	return total;
}

#define TIMED(times, operations, statement)                                                                                            \
	do {                                                                                                                           \
		double start = processor_time();                                                                                       \
		statement;                                                                                                             \
		times[round] = (processor_time() - start) / (operations);                                                              \
	} while (0)

ALWAYS void measure(enum engine engine, const char *name, struct tables *t)
{
	double times[MOST_ROUNDS], others[MOST_ROUNDS];
	uint32_t end_of_time = (uint32_t)(START / 1000000000) + TIMEOUT + 10;
	uint64_t draw = 1, oldest = 0;
	for (int way = 0; way < 2; way++) {
		for (int round = 0; round < rounds; round++) {
			TIMED(times, sessions, insertions(engine, t, 0, way == 1));
			TIMED(others, sessions, if (expire(engine, t, end_of_time) != sessions) fail("expire", "not all"));
			/* What expired in order of the records is free in the opposite order: begin anew, with the first record. */
			if (engine == OWN)
				table_clear(&t->own);
			else
				for (uint32_t index = 0; index < sessions; index++)
					t->sides[index].id = index + 1 < sessions ? index + 2 : 0, t->free = 1;
		}
		report(way ? "insert-32" : "insert-1", name, times);
		if (way)
			report("expire", name, others);
	}
	insertions(engine, t, 0, true);
	for (int round = 0; round < rounds; round++)
		TIMED(times, sessions, if (expire(engine, t, 1) != 0) fail("sweep", "some ended"));
	report("sweep", name, times);
	for (int misses = 0; misses < 2; misses++) {
		for (int round = 0; round < rounds; round++)
			TIMED(times, OPERATIONS, lookups(engine, t, &draw, 0, misses));
		report(misses ? "miss-1" : "lookup-1", name, times);
		for (int round = 0; round < rounds; round++)
			TIMED(times, OPERATIONS, lookup_batches(engine, t, &draw, 0, misses));
		report(misses ? "miss-32" : "lookup-32", name, times);
	}
	for (int way = 0; way < 2; way++) {
		for (int round = 0; round < rounds; round++)
			TIMED(times, OPERATIONS, churn(engine, t, &oldest, way == 1));
		report(way ? "churn-32" : "churn-1", name, times);
	}
	lookups(engine, t, &draw, oldest, false);
}

__attribute__((noinline)) static void measure_own(struct tables *t) { measure(OWN, "layout", t); }
__attribute__((noinline)) static void measure_rte(struct tables *t) { measure(RTE, "rte_hash", t); }

static int advise(const struct rte_memseg_list *list, const struct rte_memseg *segment, void *unused)
{
	(void)list;
	(void)unused;
	madvise(segment->addr, segment->len, MADV_HUGEPAGE);
	return 0;
}

static size_t heap_bytes(void)
{
	struct rte_malloc_socket_stats stats;
	return rte_malloc_get_socket_stats(0, &stats) == 0 ? stats.heap_allocsz_bytes : 0;
}

static size_t make_rte(struct tables *t)
{
	struct rte_hash_parameters parameters = {.name = "peer",
						 .entries = sessions + sessions / 4,
						 .key_len = sizeof(struct wide_key),
						 .hash_func = rte_hash_of,
						 .socket_id = SOCKET_ID_ANY};
	size_t before = heap_bytes();
	t->hash = rte_hash_create(&parameters);
	if (!t->hash)
		fail("rte_hash_create", rte_strerror(rte_errno));
	t->records = large_pages(sessions * sizeof(struct record));
	t->sides = large_pages(sessions * sizeof(struct side));
	t->deadlines = large_pages(sessions * sizeof(uint32_t));
	for (uint32_t index = 0; index < sessions; index++)
		t->sides[index].id = index + 1 < sessions ? index + 2 : 0;
	t->free = 1;
	memset(t->deadlines, 0xff, sessions * sizeof(uint32_t));
	return heap_bytes() - before + sessions * (sizeof(struct record) + sizeof(struct side) + sizeof(uint32_t));
}

int main(int argc, char **argv)
{
	if (argc < 4 || strcmp(argv[3], "--") != 0)
		fail("usage", "session-peer SESSIONS ROUNDS -- EAL-OPTION...");
	long wanted = atol(argv[1]);
	rounds = atoi(argv[2]);
	if (wanted < 1000 || wanted > 50000000 || rounds < 1 || rounds > MOST_ROUNDS)
		fail("usage", "SESSIONS are 1000 to 50000000, ROUNDS 1 to 99");
	sessions = (uint32_t)wanted;
	argv[3] = argv[0];
	rte_log_set_global_level(RTE_LOG_ERR);
	if (rte_eal_init(argc - 3, argv + 3) < 0)
		fail("rte_eal_init", rte_strerror(rte_errno));
	rte_memseg_walk(advise, NULL);

	table_make(&tables.own, sessions, SEED);
	printf("bytes layout %u %zu %.1f\n", sessions, tables.own.bytes, (double)tables.own.bytes / sessions);
	size_t bytes = make_rte(&tables);
	printf("bytes rte_hash %u %zu %.1f\n", sessions, bytes, (double)bytes / sessions);
	measure_own(&tables);
	measure_rte(&tables);
	rte_hash_free(tables.hash);
	rte_eal_cleanup();
	return 0;
}
