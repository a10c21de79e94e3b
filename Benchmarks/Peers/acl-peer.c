/* DPDK's rte_acl on a file of five-tuple rules and a file of headers.
 *
 *   acl-peer RULES TRACE ANSWERS ROUNDS -- EAL-OPTION...
 *
 * RULES    one rule a line, the first match wins:
 *          10.0.0.0/8 192.168.1.1/32 0-65535 80-80 6        (source, destination, their ports, protocol or any)
 * TRACE    16 bytes a header: protocol (1), three bytes of nothing, source, destination (4 each), ports (2 each), all in
 *          network byte order: the layout that the lookup reads, so nothing is converted while the clock runs
 * ANSWERS  written: four bytes a header, little-endian; the index of the rule that won, or 0xffffffff
 *
 * Prints `build SECONDS`, `memory RUNTIME-BYTES PEAK-BYTES`, a line `method NAME BATCH MEDIAN MINIMUM` (nanoseconds a
 * lookup) for every method of this machine, and `best NAME BATCH MEDIAN MINIMUM`. The time is this thread's processor time.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <endian.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>

#include <rte_acl.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_malloc.h>
#include <rte_memory.h>

struct header {
	uint8_t protocol;
	uint8_t unused[3];
	uint32_t source, destination;
	uint16_t source_port, destination_port;
};

enum { FIELDS = 5, LONGEST_BATCH = 256 };
RTE_ACL_RULE_DEF(acl_rule, FIELDS);

/* Fields of four bytes that are read together share an input index. */
static const struct rte_acl_field_def fields[FIELDS] = {
	{RTE_ACL_FIELD_TYPE_BITMASK, 1, 0, 0, offsetof(struct header, protocol)},
	{RTE_ACL_FIELD_TYPE_MASK, 4, 1, 1, offsetof(struct header, source)},
	{RTE_ACL_FIELD_TYPE_MASK, 4, 2, 2, offsetof(struct header, destination)},
	{RTE_ACL_FIELD_TYPE_RANGE, 2, 3, 3, offsetof(struct header, source_port)},
	{RTE_ACL_FIELD_TYPE_RANGE, 2, 4, 3, offsetof(struct header, destination_port)},
};

static const struct {
	const char *name;
	enum rte_acl_classify_alg algorithm;
} methods[] = {
	{"scalar", RTE_ACL_CLASSIFY_SCALAR},       {"sse", RTE_ACL_CLASSIFY_SSE},
	{"avx2", RTE_ACL_CLASSIFY_AVX2},           {"avx512x16", RTE_ACL_CLASSIFY_AVX512X16},
	{"avx512x32", RTE_ACL_CLASSIFY_AVX512X32}, {"neon", RTE_ACL_CLASSIFY_NEON},
};
static const unsigned batches[] = {1, 16, 32, 64, LONGEST_BATCH};

static void fail(const char *what, const char *why)
{
	fprintf(stderr, "acl-peer: %s: %s\n", what, why);
	exit(1);
}

static double processor_time(void)
{
	struct timespec time;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return time.tv_sec * 1e9 + time.tv_nsec;
}

static size_t peak_bytes(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return (size_t)usage.ru_maxrss << 10;
}

static uint32_t address(const char *text, const char *line)
{
	struct in_addr value;
	if (inet_pton(AF_INET, text, &value) != 1)
		fail("bad address", line);
	return ntohl(value.s_addr);
}

static void read_rule(const char *line, struct acl_rule *rule)
{
	char source[16], destination[16], protocol[8];
	unsigned source_length, destination_length, from[2], to[2];
	if (sscanf(line, "%15[0-9.]/%u %15[0-9.]/%u %u-%u %u-%u %7s", source, &source_length, destination, &destination_length, &from[0],
		   &from[1], &to[0], &to[1], protocol) != 9)
		fail("bad rule", line);
	if (source_length > 32 || destination_length > 32 || from[0] > from[1] || to[0] > to[1] || from[1] > 65535 || to[1] > 65535)
		fail("bad rule", line);
	int is_any = strcmp(protocol, "any") == 0;
	rule->field[0].value.u8 = is_any ? 0 : (uint8_t)atoi(protocol);
	rule->field[0].mask_range.u8 = is_any ? 0 : 0xff;
	rule->field[1].value.u32 = address(source, line);
	rule->field[1].mask_range.u32 = source_length;
	rule->field[2].value.u32 = address(destination, line);
	rule->field[2].mask_range.u32 = destination_length;
	rule->field[3].value.u16 = from[0];
	rule->field[3].mask_range.u16 = from[1];
	rule->field[4].value.u16 = to[0];
	rule->field[4].mask_range.u16 = to[1];
}

/* The first rule has the highest priority; a rule's user data is its index plus one, as zero means no match. */
static struct acl_rule *read_rules(const char *path, uint32_t *count)
{
	FILE *file = fopen(path, "r");
	if (!file)
		fail(path, "cannot be read");
	char line[256];
	size_t room = 1024;
	struct acl_rule *rules = calloc(room, sizeof *rules);
	for (*count = 0; rules && fgets(line, sizeof line, file); (*count)++) {
		if (*count == room) {
			rules = realloc(rules, 2 * room * sizeof *rules);
			if (!rules)
				break;
			memset(rules + room, 0, room * sizeof *rules);
			room *= 2;
		}
		read_rule(line, &rules[*count]);
		rules[*count].data.userdata = *count + 1;
		rules[*count].data.priority = RTE_ACL_MAX_PRIORITY - (int32_t)*count;
		rules[*count].data.category_mask = 1;
	}
	fclose(file);
	if (!rules || *count == 0)
		fail(path, "no rules, or no memory for them");
	return rules;
}

static struct header *read_trace(const char *path, size_t *count)
{
	FILE *file = fopen(path, "rb");
	if (!file || fseek(file, 0, SEEK_END) != 0)
		fail(path, "cannot be read");
	*count = (size_t)ftell(file) / sizeof(struct header);
	rewind(file);
	struct header *trace = NULL;
	if (*count == 0 || posix_memalign((void **)&trace, 1 << 21, *count * sizeof *trace) != 0)
		fail(path, "empty, or no memory for it");
	madvise(trace, *count * sizeof *trace, MADV_HUGEPAGE);
	if (fread(trace, sizeof *trace, *count, file) != *count)
		fail(path, "cannot be read");
	fclose(file);
	return trace;
}

/* Large pages for the run-time structure, as DPDK has them where the machine reserves some. */
static int advise(const struct rte_memseg_list *list, const struct rte_memseg *segment, void *unused)
{
	(void)list;
	(void)unused;
	madvise(segment->addr, segment->len, MADV_HUGEPAGE);
	return 0;
}

static int by_value(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;
	return (a > b) - (a < b);
}

static void look_up(struct rte_acl_ctx *context, const struct header *trace, size_t count, unsigned batch, uint32_t *answers)
{
	const uint8_t *keys[LONGEST_BATCH];
	for (size_t start = 0; start < count; start += batch) {
		unsigned size = count - start < batch ? (unsigned)(count - start) : batch;
		for (unsigned index = 0; index < size; index++)
			keys[index] = (const uint8_t *)&trace[start + index];
		rte_acl_classify(context, keys, answers + start, size, 1);
	}
}

static size_t heap_bytes(void)
{
	struct rte_malloc_socket_stats stats;
	return rte_malloc_get_socket_stats(0, &stats) == 0 ? stats.heap_allocsz_bytes : 0;
}

static struct rte_acl_ctx *build(const struct acl_rule *rules, uint32_t count)
{
	struct rte_acl_param parameters = {
		.name = "peer", .socket_id = SOCKET_ID_ANY, .rule_size = RTE_ACL_RULE_SZ(FIELDS), .max_rule_num = count};
	struct rte_acl_config config = {.num_categories = 1, .num_fields = FIELDS};
	memcpy(config.defs, fields, sizeof fields);
	struct rte_acl_ctx *context = rte_acl_create(&parameters);
	if (!context)
		fail("rte_acl_create", rte_strerror(rte_errno));
	size_t empty = heap_bytes();
	double start = processor_time();
	int problem = rte_acl_add_rules(context, (const struct rte_acl_rule *)rules, count);
	if (problem == 0)
		problem = rte_acl_build(context, &config);
	double end = processor_time();
	if (problem != 0)
		fail("rte_acl_build", rte_strerror(-problem));
	printf("build %.6f\nmemory %zu %zu\n", (end - start) / 1e9, heap_bytes() - empty, peak_bytes());
	return context;
}

int main(int argc, char **argv)
{
	if (argc < 6 || strcmp(argv[5], "--") != 0)
		fail("usage", "acl-peer RULES TRACE ANSWERS ROUNDS -- EAL-OPTION...");
	int rounds = atoi(argv[4]);
	if (rounds < 1 || rounds > 99)
		fail("rounds", argv[4]);
	argv[5] = argv[0];
	rte_log_set_global_level(RTE_LOG_ERR);
	if (rte_eal_init(argc - 5, argv + 5) < 0)
		fail("rte_eal_init", rte_strerror(rte_errno));
	rte_memseg_walk(advise, NULL);

	uint32_t rule_count;
	size_t count;
	struct acl_rule *rules = read_rules(argv[1], &rule_count);
	struct header *trace = read_trace(argv[2], &count);
	struct rte_acl_ctx *context = build(rules, rule_count);
	uint32_t *first = malloc(count * sizeof *first), *answers = malloc(count * sizeof *answers);
	if (!first || !answers)
		fail("answers", "no memory");

	double best[2] = {0, 0}, times[99];
	const char *best_name = NULL;
	unsigned best_batch = 0;
	for (size_t method = 0; method < sizeof methods / sizeof *methods; method++) {
		if (rte_acl_set_ctx_classify(context, methods[method].algorithm) != 0)
			continue;
		for (size_t size = 0; size < sizeof batches / sizeof *batches; size++) {
			uint32_t *here = best_name ? answers : first;
			look_up(context, trace, count, batches[size], here);
			if (here == answers && memcmp(first, answers, count * sizeof *first) != 0)
				fail(methods[method].name, "differs from the first method");
			for (int round = 0; round < rounds; round++) {
				double start = processor_time();
				look_up(context, trace, count, batches[size], here);
				times[round] = (processor_time() - start) / count;
			}
			qsort(times, rounds, sizeof *times, by_value);
			printf("method %s %u %.2f %.2f\n", methods[method].name, batches[size], times[rounds / 2], times[0]);
			if (!best_name || times[rounds / 2] < best[0]) {
				best[0] = times[rounds / 2];
				best[1] = times[0];
				best_name = methods[method].name;
				best_batch = batches[size];
			}
		}
	}
	if (!best_name)
		fail("methods", "none works on this machine");
	printf("best %s %u %.2f %.2f\n", best_name, best_batch, best[0], best[1]);

	for (size_t index = 0; index < count; index++)
		first[index] = htole32(first[index] - 1);
	FILE *file = fopen(argv[3], "wb");
	if (!file || fwrite(first, sizeof *first, count, file) != count || fclose(file) != 0)
		fail(argv[3], "cannot be written");
	rte_acl_free(context);
	rte_eal_cleanup();
	return 0;
}
