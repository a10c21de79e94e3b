# Mobile core: GTP, PFCP and access point control. Lengths are exact in all of them.
application: gtp-u
category: networking / infrastructure / network-protocol
risk: 1
characteristics: pervasive-use
ports: udp/2152
reference: 3GPP TS 29.281 sections 5.1 and 6.1

# G-PDU: the inner packet is IPv4 or IPv6 and fits; with flags there are four further header bytes and perhaps extensions.
signature: user-packet
over: udp
either: ^[\x30-\x37]\xff.{6}
where: u16be[2] + 8 == size and u8[0] == 0x30 and (u8[8] >= 0x45 and u8[8] <= 0x4f and u16be[10] + 8 <= size or u8[8] >= 0x60 and u8[8] <= 0x6f and u16be[12] + 48 <= size)

signature: user-packet-with-options
over: udp
either: ^[\x31-\x37]\xff.{9}[\x00\x20\x40\x81-\x85\xc0]
where: u16be[2] + 8 == size and (u8[11] == 0 and (u8[12] >= 0x45 and u8[12] <= 0x4f or u8[12] >= 0x60 and u8[12] <= 0x6f) or u8[11] != 0 and u8[12] >= 1 and u8[12] <= 16 and (u8[11+4*u8[12]] == 0 and (u8[12+4*u8[12]] >= 0x45 and u8[12+4*u8[12]] <= 0x4f or u8[12+4*u8[12]] >= 0x60 and u8[12+4*u8[12]] <= 0x6f) or u8[11+4*u8[12]] != 0))

signature: error-indication
over: udp
either: ^[\x30-\x36]\x1a\x00.\x00{4}(?:.{4})?\x10.{4}\x85\x00[\x04\x10]
where: u16be[2] + 8 == size

signature: end-marker
over: udp
either: ^[\x30\x32\x34]\xfe\x00[\x00-\x20]
where: u16be[2] + 8 == size

# Echo with recovery counter zero: the user plane's way.
signature: echo
over: udp
either: ^\x32(?:\x01\x00\x04|\x02\x00\x06)\x00{4}.{4}(?:$|\x0e\x00$)
priority: 40
final: no

sample: udp client hex:30ff001400000001450000147ec482fc86c3f4c44e5c34c01a3a4c19
sample: udp client hex:34ff001c00000001000000850110090045000014ad71c66e7bcf1539688fa3c399e934ce
sample: udp client hex:321a0010000000000001000010000000018500040a000001
sample: udp client hex:30fe000000000001
sample: udp client hex:320100040000000000010000
not-sample: udp client hex:30ff00150000000145000014781decee1224b5ef7cf07d23d58598f4
not-sample: udp client hex:30ff001400000001a5000014b86d54c01b467d7520f838eebb65534d

application: gtpv1-c
category: networking / infrastructure / network-protocol
risk: 1
characteristics: pervasive-use
ports: udp/2123
reference: 3GPP TS 29.060 sections 6 and 7

# Tunnel management, location, mobility: length, sequence number present, first information element in range.
signature: message
over: udp
either: ^\x32(?:[\x10-\x17\x1b-\x1f\x20-\x25\x30-\x3d\x60\x61\x70\x71\x73\x80]).{2}.{4}.{2}\x00\x00[\x01-\x1d\x7f-\xff]
where: u16be[2] + 8 == size and size >= 13

signature: echo
over: udp
either: ^\x32\x02\x00\x06\x00{4}.{2}\x00\x00\x0e[\x01-\xff]$
priority: 60

sample: udp client hex:3210002400000000000a00000215f46e6f6fe7e06ec174c331607925995cbae650b7034321e1e66094953006
sample: udp server hex:3202000600000000000a00000e07
not-sample: udp client hex:3210002500000000000a000002573de46d4290b6f3b788085871ae240a0e30d4c916448e26a187eb5a87592c

application: gtpv2-c
category: networking / infrastructure / network-protocol
risk: 1
characteristics: pervasive-use
ports: udp/2123
reference: 3GPP TS 29.274 sections 5.1 and 8.2

# Version 2, with or without a tunnel id; the first element's length fits.
signature: with-tunnel
over: udp
either: ^[\x48\x4a\x58][\x04-\xfd].{2}.{4}.{3}[\x00-\xf0][\x01-\xff]
where: u16be[2] + 4 == size and u16be[13] + 16 <= size and size >= 17 and (u16be[13] + 16 == size or u16be[17+u16be[13]] + 20 + u16be[13] <= size)

signature: without-tunnel
over: udp
either: ^\x40[\x01\x02\x03\x28-\x2d\x32-\x34\x99-\x9b].{2}.{3}\x00[\x01-\xff]\x00
where: u16be[2] + 4 == size and (u16be[9] + 12 == size or u16be[9] + 12 < size and u16be[13+u16be[9]] + 16 + u16be[9] <= size)

sample: udp client hex:4820001900000000000001000100080002143265870921f35200010006
sample: udp client hex:40010009000001000300010007
not-sample: udp client hex:4801000a000001000300010007

# Echo and version messages that both planes share, and the charging protocol.
application: gtp-prime
category: networking / infrastructure / network-protocol
risk: 1
characteristics: pervasive-use
ports: tcp/3386 udp/3386
reference: 3GPP TS 32.295 section 6

signature: message
over: udp
either: ^[\x0e\x0f\x2e\x2f\x4e\x4f](?:[\x01-\x07]|\xf0|\xf1)
where: u8[0] != 0x0e and u16be[2] + 6 == size or u8[0] == 0x0e and u16be[2] + 20 == size
packets: 2

sample: udp client hex:4e0100000001 server hex:4e02000200010e05
not-sample: udp client hex:4e0100010001 server hex:4e02000300010e05

application: pfcp
category: networking / infrastructure / network-protocol
risk: 2
characteristics: pervasive-use
ports: udp/8805
reference: 3GPP TS 29.244 sections 7.2 and 8.1

# Node messages begin with recovery time stamp (96), node id (60), cause (19) or another known element.
signature: node
over: udp
either: ^\x20[\x01-\x0f].{2}.{3}\x00[\x00-\x01].
where: u16be[2] + 4 == size and 12 + u16be[10] <= size and (12 + u16be[10] == size or 16 + u16be[10] + u16be[14+u16be[10]] <= size and u16be[12+u16be[10]] <= 0x0200)

signature: session
over: udp
either: ^[\x21\x23][\x32-\x39].{2}.{8}.{3}[\x00-\xf0][\x00-\x01].
where: u16be[2] + 4 == size and (u16be[2] == 12 or 20 + u16be[18] <= size)

sample: udp client hex:2001000c0000010000600004e5f1a200
sample: udp client hex:21320019000000000000000000000100003c0005000a00000100390000
not-sample: udp client hex:2001000d0000010000600004e5f1a200

application: capwap
category: networking / infrastructure / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: udp/5246,5247
reference: RFC 5415 sections 4.2, 4.3 and 4.5

# Header of 8 bytes (HLEN 2) or 16 (HLEN 4, with radio address), not fragmented; then message type 1-26 and an exact length.
signature: control
over: udp
either: ^\x00\x10[\x00-\x0a\x40-\x4a]\x00\x00\x00\x00\x00\x00\x00[\x00-\x36][\x00-\x1a].
where: u16be[13] + 13 == size or u16be[13] + 16 == size

signature: control-with-address
over: udp
either: ^\x00[\x20-\x23][\x00-\x0a\x40-\xca][\x00-\x30]\x00\x00\x00\x00[\x06\x08].{7}\x00[\x00-\x36].{1}[\x01-\x1a].
where: u16be[21] + 21 == size or u16be[21] + 24 == size

signature: dtls
over: udp
either: ^\x01\x00\x00\x00[\x14-\x17]\xfe[\xff\xfd]

# 802.11 frames in the data channel (T bit set), not fragmented.
signature: data
over: udp
either: ^\x00[\x10\x18\x20\x28][\x03\x43\x83\xc3][\x00\x10\x20\x30]\x00\x00\x00\x00.{20}

signature: data-keepalive
over: udp
either: ^\x00\x10[\x00-\x0a\x40-\x4a]\x08\x00\x00\x00\x00\x00\x16\x00\x23\x00\x10

sample: udp client hex:0020032000000000010400000000000000400000580a20690e2061252029e8c03ddcc0b9026127c15fe709d07f851aa5c6d92349899e7fe95aa548afe3ecd010fd43
sample: udp client hex:00100200000000000000000100000c00001400010000260003
sample: udp client hex:0020021000000000060011223344550000000001000008000014000100
sample: udp client hex:0100000016feff0000000000000000001089773a4906b03ac514c4fb67a51d3744
sample: udp client hex:001002080000000000160023001041b76344b3a3eb8406a6eaec23c6f7a0
not-sample: udp client hex:0010020000000000000000ff00000c00001400010000260003
