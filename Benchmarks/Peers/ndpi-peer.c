/* libndpi on captures in memory: decoding, a table of flows and detection, on one core.
 *
 *   ndpi-peer time ROUNDS WAY CAPTURE...      ROUNDS after one to warm up, each with a new table of flows
 *   ndpi-peer memory 0 WAY CAPTURE...         one pass that keeps its flows
 *
 * CAPTURE is a pcap or pcapng file, or @FILE: a file with a path a line. Link types: Ethernet with VLAN tags, raw IP, Linux
 * cooked (both), null and loop. WAY is what is asked of the library:
 *
 *   reference   as its own example program asks (reader_util.c): until the protocol is known and nothing more can be learnt
 *               of it, at most 80 packets of a TCP flow and 24 of a UDP flow
 *   first       the same, but the first protocol that is known ends it: no certificates, no further fields
 *   none        nothing: decoding and the table alone
 *
 * Then ndpi_detection_giveup() once if nothing is known, with guesses by port and address as in the example, and the library's
 * part of the flow is freed. All protocols are enabled; module and caches are made once, before the clock runs, and stay.
 *
 * Flows are five-tuples in either direction (ICMP echoes by their identifier). One is new again when a SYN follows a FIN or RST,
 * or when it has been silent for the engine's timeouts: TCP 10 s until both sides have spoken, then 3600 s, 15 s after a FIN or
 * RST; SCTP 3600 s, ICMP 6 s, others 30 s. All are ended at the end of a round, while the clock runs. Nothing sweeps for silent
 * flows meanwhile.
 *
 * Prints `NAME VALUE...` a line: packets undecodable bytes flows named guessed (flows named by a guess alone) detected (packets
 * that the library saw) round (median and lowest nanoseconds of processor time of a round) struct (bytes); for `memory`
 * resident and allocated (bytes more than before) and open (flows not decided).
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <ndpi_api.h>
#include <pcap/pcap.h>

enum { MOST_ROUNDS = 99, TCP_PACKETS = 80, UDP_PACKETS = 24 };
enum way { REFERENCE, FIRST, NONE };

static void fail(const char *what, const char *why)
{
	fprintf(stderr, "ndpi-peer: %s: %s\n", what, why);
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

static void *grown(void *memory, size_t size)
{
	memory = realloc(memory, size);
	if (!memory)
		fail("memory", "there is none");
	return memory;
}

/* MARK: Packets */

struct packet {
	size_t offset;
	uint32_t length;
	int link;
	uint64_t milliseconds;
};

static uint8_t *bytes;
static size_t byte_count, byte_room;
static struct packet *packets;
static size_t packet_count, packet_room;

static void load(const char *path)
{
	char error[PCAP_ERRBUF_SIZE];
	if (path[0] == '@') {
		char line[4096];
		FILE *list = fopen(path + 1, "r");
		if (!list)
			fail(path + 1, "cannot be opened");
		while (fgets(line, sizeof line, list)) {
			line[strcspn(line, "\n")] = 0;
			if (line[0] && line[0] != '@')
				load(line);
		}
		fclose(list);
		return;
	}
	pcap_t *capture = pcap_open_offline(path, error);
	if (!capture)
		fail(path, error);
	int link = pcap_datalink(capture);
	struct pcap_pkthdr *header;
	const u_char *content;
	while (pcap_next_ex(capture, &header, &content) == 1) {
		while (byte_count + header->caplen > byte_room)
			bytes = grown(bytes, byte_room = byte_room ? 2 * byte_room : 1 << 20);
		if (packet_count == packet_room)
			packets = grown(packets, (packet_room = packet_room ? 2 * packet_room : 1024) * sizeof *packets);
		memcpy(bytes + byte_count, content, header->caplen);
		uint64_t time = (uint64_t)header->ts.tv_sec * 1000 + (uint64_t)header->ts.tv_usec / 1000;
		packets[packet_count++] = (struct packet){byte_count, header->caplen, link, time};
		byte_count += header->caplen;
	}
	pcap_close(capture);
}

struct key {
	uint64_t address[4];
	uint16_t port[2];
	uint8_t protocol, version;
	uint16_t zero;
};

struct decoded {
	struct key key;
	uint32_t network, length; /* where the IP header starts, and the datagram's bytes that there are */
	uint8_t tcp_flags;
	bool isReversed;
};

static inline uint16_t word(const uint8_t *at) { return (uint16_t)(at[0] << 8 | at[1]); }

/* Where the IP header starts; 0 bytes of link layer are possible, so -1 is none. */
static inline int32_t network_offset(const uint8_t *at, uint32_t length, int link)
{
	uint32_t type, offset;
	switch (link) {
	case DLT_EN10MB: type = 12, offset = 14; break;
	case DLT_LINUX_SLL: type = 14, offset = 16; break;
	case DLT_LINUX_SLL2: type = 0, offset = 20; break;
	case DLT_NULL:
	case DLT_LOOP: return length > 4 ? 4 : -1;
	case DLT_RAW:
	case DLT_IPV4:
	case DLT_IPV6: return 0;
	default: return -1;
	}
	for (int tags = 0; tags < 9; tags++) {
		if (length < offset)
			return -1;
		uint16_t kind = word(at + type);
		if (kind == 0x0800 || kind == 0x86dd)
			return (int32_t)offset;
		if (kind != 0x8100 && kind != 0x88a8 && kind != 0x9100)
			return -1;
		type = offset + 2;
		offset += 4;
	}
	return -1;
}

static inline bool decode(const uint8_t *at, uint32_t length, int link, struct decoded *to)
{
	int32_t network = network_offset(at, length, link);
	if (network < 0 || (uint32_t)network >= length)
		return false;
	const uint8_t *ip = at + network;
	uint32_t left = length - (uint32_t)network, header, total;
	struct key key = {0};
	uint64_t pair[2][2] = {{0}};
	key.version = ip[0] >> 4;
	if (key.version == 4) {
		header = (ip[0] & 15) * 4u;
		if (left < 20 || header < 20 || left < header)
			return false;
		total = word(ip + 2);
		if (word(ip + 6) & 0x3fff)
			return false;
		uint32_t source, destination;
		memcpy(&source, ip + 12, 4);
		memcpy(&destination, ip + 16, 4);
		pair[0][1] = source;
		pair[1][1] = destination;
		key.protocol = ip[9];
	} else if (key.version == 6) {
		header = 40;
		if (left < header)
			return false;
		total = word(ip + 4) + 40u;
		memcpy(pair, ip + 8, 32);
		key.protocol = ip[6];
		for (int count = 0; count < 16; count++) {
			bool isAuthentication = key.protocol == 51;
			if (key.protocol != 0 && key.protocol != 43 && key.protocol != 60 && key.protocol != 44 && !isAuthentication)
				break;
			if (left < header + 8)
				return false;
			uint32_t size = key.protocol == 44 ? 8 : isAuthentication ? (ip[header + 1] + 2u) * 4 : (ip[header + 1] + 1u) * 8;
			key.protocol = ip[header];
			header += size;
			if (left < header)
				return false;
		}
	} else {
		return false;
	}
	/* A sender that lets its network card cut segments writes 0. */
	if (total >= header && total < left)
		left = total;
	uint16_t ports[2] = {0, 0};
	to->tcp_flags = 0;
	const uint8_t *transport = ip + header;
	uint32_t rest = left > header ? left - header : 0;
	switch (key.protocol) {
	case 6:
		if (rest >= 14)
			to->tcp_flags = transport[13];
		/* fall through */
	case 17:
	case 132:
		if (rest < 4)
			return false;
		ports[0] = word(transport);
		ports[1] = word(transport + 2);
		break;
	case 1:
		if (rest >= 8 && (transport[0] == 8 || transport[0] == 0))
			ports[0] = ports[1] = word(transport + 4);
		break;
	case 58:
		if (rest >= 8 && (transport[0] == 128 || transport[0] == 129))
			ports[0] = ports[1] = word(transport + 4);
		break;
	}
	int order = memcmp(pair[0], pair[1], 16);
	int first = order > 0 || (order == 0 && ports[0] > ports[1]);
	memcpy(key.address, pair[first], 16);
	memcpy(key.address + 2, pair[1 - first], 16);
	key.port[0] = ports[first];
	key.port[1] = ports[1 - first];
	to->key = key;
	to->isReversed = first;
	to->network = (uint32_t)network;
	to->length = left;
	return true;
}

/* MARK: Flows */

struct flow {
	struct key key;
	uint64_t last;
	struct ndpi_flow_struct *inspected; /* NULL once it is decided */
	uint32_t packets;
	uint16_t protocol;
	bool hasEnded, isGuessed, isAnswered, isReversed;
};

static uint32_t *places; /* number of a flow + 1; open addressing */
static size_t place_count;
static struct flow *flows;
static size_t flow_count, flow_room;
static struct ndpi_detection_module_struct *module;
static enum way way;
static struct {
	uint64_t flows, named, guessed, detected, undecodable;
} totals;

static inline uint64_t hash_of(const struct key *key)
{
	uint64_t words[5], hash = 0x9e3779b97f4a7c15;
	memcpy(words, key, sizeof words);
	for (int index = 0; index < 5; index++) {
		hash = (hash ^ words[index]) * 0xff51afd7ed558ccd;
		hash ^= hash >> 32;
	}
	return hash;
}

static inline bool is_equal(const struct key *left, const struct key *right) { return memcmp(left, right, sizeof *left) == 0; }

static void begin_flow(struct flow *flow, const struct decoded *packet)
{
	flow->packets = 0;
	flow->isAnswered = false;
	flow->isReversed = packet->isReversed;
	flow->protocol = NDPI_PROTOCOL_UNKNOWN;
	flow->hasEnded = flow->isGuessed = false;
	flow->inspected = NULL;
	totals.flows++;
	if (way == NONE)
		return;
	flow->inspected = ndpi_flow_malloc(SIZEOF_FLOW_STRUCT);
	if (!flow->inspected)
		fail("memory", "there is none");
	memset(flow->inspected, 0, SIZEOF_FLOW_STRUCT);
}

static void decide(struct flow *flow, ndpi_protocol protocol)
{
	if (protocol.app_protocol == NDPI_PROTOCOL_UNKNOWN && protocol.master_protocol == NDPI_PROTOCOL_UNKNOWN) {
		uint8_t guessed = 0;
		protocol = ndpi_detection_giveup(module, flow->inspected, 1, &guessed);
		flow->isGuessed = guessed;
	}
	flow->protocol = protocol.app_protocol != NDPI_PROTOCOL_UNKNOWN ? protocol.app_protocol : protocol.master_protocol;
	ndpi_free_flow(flow->inspected);
	flow->inspected = NULL;
}

static void end_flow(struct flow *flow)
{
	if (flow->inspected)
		decide(flow, flow->inspected->detected_protocol_stack[0] != NDPI_PROTOCOL_UNKNOWN
				     ? (ndpi_protocol){.app_protocol = flow->inspected->detected_protocol_stack[0]}
				     : (ndpi_protocol){.app_protocol = NDPI_PROTOCOL_UNKNOWN});
	if (flow->protocol != NDPI_PROTOCOL_UNKNOWN) {
		totals.named++;
		totals.guessed += flow->isGuessed;
	}
}

/* In milliseconds. */
static inline uint64_t most_silence(const struct flow *flow)
{
	switch (flow->key.protocol) {
	case 6: return flow->hasEnded ? 15000 : flow->isAnswered ? 3600000 : 10000;
	case 132: return 3600000;
	case 1:
	case 58: return 6000;
	default: return 30000;
	}
}

static struct flow *find_flow(const struct decoded *packet, uint64_t now)
{
	size_t place = hash_of(&packet->key) & (place_count - 1);
	for (; places[place]; place = (place + 1) & (place_count - 1)) {
		struct flow *flow = &flows[places[place] - 1];
		if (!is_equal(&flow->key, &packet->key))
			continue;
		bool isAnew = flow->hasEnded && (packet->tcp_flags & 0x12) == 0x02;
		if (isAnew || (now > flow->last && now - flow->last > most_silence(flow))) {
			end_flow(flow);
			begin_flow(flow, packet);
		}
		return flow;
	}
	if (flow_count == flow_room)
		flows = grown(flows, (flow_room = flow_room ? 2 * flow_room : 1024) * sizeof *flows);
	if (2 * flow_count > place_count)
		fail("flows", "more than the table has room for");
	struct flow *flow = &flows[flow_count++];
	places[place] = (uint32_t)flow_count;
	flow->key = packet->key;
	flow->last = now;
	begin_flow(flow, packet);
	return flow;
}

static void process(const struct packet *packet)
{
	struct decoded decoded;
	const uint8_t *at = bytes + packet->offset;
	if (!decode(at, packet->length, packet->link, &decoded)) {
		totals.undecodable++;
		return;
	}
	struct flow *flow = find_flow(&decoded, packet->milliseconds);
	flow->packets++;
	if (packet->milliseconds > flow->last)
		flow->last = packet->milliseconds;
	flow->isAnswered |= flow->isReversed != decoded.isReversed;
	if (decoded.tcp_flags & 0x05)
		flow->hasEnded = true;
	if (!flow->inspected)
		return;
	totals.detected++;
	uint16_t length = decoded.length > 65535 ? 65535 : (uint16_t)decoded.length;
	ndpi_protocol protocol =
		ndpi_detection_process_packet(module, flow->inspected, at + decoded.network, length, packet->milliseconds);
	bool isEnough = (decoded.key.protocol == 6 && flow->packets > TCP_PACKETS) ||
			(decoded.key.protocol == 17 && flow->packets > UDP_PACKETS);
	bool isKnown = protocol.app_protocol != NDPI_PROTOCOL_UNKNOWN;
	if (isEnough || (isKnown && (way == FIRST || !ndpi_extra_dissection_possible(module, flow->inspected))))
		decide(flow, protocol);
}

static void begin_round(void)
{
	memset(&totals, 0, sizeof totals);
	memset(places, 0, place_count * sizeof *places);
	flow_count = 0;
}

static void end_round(void)
{
	for (size_t index = 0; index < flow_count; index++)
		end_flow(&flows[index]);
}

static void run_round(void)
{
	begin_round();
	for (size_t index = 0; index < packet_count; index++)
		process(&packets[index]);
	end_round();
}

static size_t resident_bytes(void)
{
	unsigned long total = 0, resident = 0;
	FILE *file = fopen("/proc/self/statm", "r");
	if (!file || fscanf(file, "%lu %lu", &total, &resident) != 2)
		fail("/proc/self/statm", "cannot be read");
	fclose(file);
	return resident * (size_t)sysconf(_SC_PAGESIZE);
}

static size_t allocated_bytes(void)
{
	struct mallinfo2 info = mallinfo2();
	return info.uordblks + info.hblkhd;
}

static void measure_memory(void)
{
	begin_round();
	malloc_trim(0);
	size_t resident = resident_bytes(), allocated = allocated_bytes();
	for (size_t index = 0; index < packet_count; index++)
		process(&packets[index]);
	resident = resident_bytes() - resident;
	allocated = allocated_bytes() - allocated;
	size_t open = 0;
	for (size_t index = 0; index < flow_count; index++)
		open += flows[index].inspected != NULL;
	printf("resident %zu\nallocated %zu\nopen %zu\n", resident, allocated, open);
	end_round();
}

static void measure_time(int rounds)
{
	double times[MOST_ROUNDS];
	run_round();
	uint64_t named = totals.named;
	for (int round = 0; round < rounds; round++) {
		double start = processor_time();
		run_round();
		times[round] = processor_time() - start;
	}
	qsort(times, (size_t)rounds, sizeof *times, by_value);
	/* Caches of the library go from round to round: a name more or less is possible. */
	if (named + named / 20 + 10 < totals.named || totals.named + named / 20 + 10 < named)
		fail("rounds", "they name different flows");
	printf("round %.0f %.0f\n", times[rounds / 2], times[0]);
}

int main(int argc, char **argv)
{
	if (argc < 5)
		fail("usage", "ndpi-peer time|memory ROUNDS reference|first|none CAPTURE...");
	int rounds = atoi(argv[2]);
	bool isMemory = strcmp(argv[1], "memory") == 0;
	way = strcmp(argv[3], "first") == 0 ? FIRST : strcmp(argv[3], "none") == 0 ? NONE : REFERENCE;
	if (!isMemory && (rounds < 1 || rounds > MOST_ROUNDS))
		fail("usage", "ROUNDS are 1 to 99");
	for (int index = 4; index < argc; index++)
		load(argv[index]);

	module = ndpi_init_detection_module(ndpi_no_prefs);
	if (!module)
		fail("ndpi_init_detection_module", "no module");
	NDPI_PROTOCOL_BITMASK all;
	NDPI_BITMASK_SET_ALL(all);
	ndpi_set_protocol_detection_bitmask2(module, &all);
	ndpi_finalize_initialization(module);

	place_count = 1 << 16;
	while (place_count < packet_count)
		place_count *= 2;
	if (place_count > 1 << 20)
		place_count = 1 << 20;
	places = calloc(place_count, sizeof *places);
	if (!places)
		fail("memory", "there is none");

	if (isMemory)
		measure_memory();
	else
		measure_time(rounds);
	printf("packets %zu\nundecodable %lu\nbytes %zu\nflows %lu\nnamed %lu\nguessed %lu\ndetected %lu\nstruct %zu\nentry %zu\n", packet_count,
	       totals.undecodable, byte_count, totals.flows, totals.named, totals.guessed, totals.detected,
	       (size_t)SIZEOF_FLOW_STRUCT, sizeof(struct flow) + 2 * sizeof(uint32_t));
	ndpi_exit_detection_module(module);
	return 0;
}
