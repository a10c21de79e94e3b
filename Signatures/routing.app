# Routing and redundancy protocols over UDP and TCP.
application: bgp
category: networking / routing / network-protocol
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/179 udp/179
reference: RFC 4271 section 4.1

# Sixteen bytes of ones, the length, then OPEN, UPDATE, NOTIFICATION, KEEPALIVE or ROUTE-REFRESH.
signature: message
over: tcp
either: ^\xff{16}(?:\x00[\x13-\xff]|[\x01-\x10].)[\x01-\x05]

sample: tcp client hex:ffffffffffffffffffffffffffffffff001d0104fde900b40a00000100
sample(mid-stream): tcp server hex:ffffffffffffffffffffffffffffffff001304
not-sample: tcp client hex:ffffffffffffffffffffffffffffffff001204

application: bfd
category: networking / infrastructure / network-protocol
risk: 1
ports: udp/3784,3785,4784
reference: RFC 5880 section 4.1

# Version 1, diagnostic 0-8, no reserved bit; the length is the datagram's; a discriminator of its own; intervals of at most 60 s.
signature: control
over: udp
either: ^[\x20-\x28][\x00-\xfe][\x01-\x64][\x18-\x34](?!\x00{4})
where: u8[3] == size and u32be[12] <= 60000000 and u32be[16] <= 60000000 and u32be[20] <= 60000000 and u32be[12] >= 1000

sample: udp client hex:20c003180000000100000002000f4240000f424000000000
not-sample: udp client hex:20c003190000000100000002000f4240000f424000000000
not-sample: udp client hex:40c003180000000100000002000f4240000f424000000000

application: rip
category: networking / routing / network-protocol
risk: 2
characteristics: consume-big-bandwidth, has-known-vulnerability, pervasive-use
ports: udp/520
reference: RFC 2453 sections 3.1, 4 and 4.1; RFC 1058 section 3.1

# Whole datagrams of 20-byte entries with metric 0-16; the unused fields of version 1 are zero.
signature: version-1
over: udp
either: ^[\x01\x02]\x01\x00\x00(?:\x00[\x00\x02]\x00\x00.{4}\x00{8}\x00\x00\x00[\x00-\x10]){1,25}$

signature: version-2
over: udp
either: ^[\x01\x02]\x02\x00\x00(?:\xff\xff\x00[\x02\x03].{16})?(?:\x00[\x00\x02].{2}.{4}(?:\x00{4}|\xff.{3}).{4}\x00\x00\x00[\x00-\x10]){1,25}(?:\xff\xff\x00\x01.{16,20})?$

sample: udp client hex:010100000000000000000000000000000000000000000010
sample: udp server hex:02020000000200000a000000ff0000000000000000000001
not-sample: udp server hex:02020000000200000a000000ff0000000000000000000011

application: ripng
category: networking / routing / network-protocol
risk: 1
ports: udp/521
reference: RFC 2080 section 2.1

signature: entries
over: udp
either: ^[\x01\x02]\x01\x00\x00(?:(?:\x20.{15}|[\x24-\x3f].{15}|\xfc.{15}|\xfd.{15}|\xfe\x80.{14}).{2}[\x00-\x80][\x01-\x10\xff]){1,70}$
priority: 45

sample: udp server hex:0201000020010db800000000000000000000000000004001
not-sample: udp server hex:0201000020010db800000000000000000000000000009001

application: hsrp
category: networking / routing / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: udp/1985
reference: RFC 2281 section 5; Cisco, "HSRP version 2" (TLV format)

# Version 1: state, hello time below hold time, reserved byte, eight bytes of authentication (cisco by default), virtual address.
signature: version-1
over: udp
either: ^\x00[\x00-\x02][\x00\x01\x02\x04\x08\x10][\x01-\xff]...\x00(?:[\x21-\x7e]{8}|[\x21-\x7e]{7}\x00|[\x21-\x7e]{6}\x00{2}|[\x21-\x7e]{5}\x00{3}|[\x21-\x7e]{4}\x00{4}|\x00{8})(?!\x00)
where: u8[3] < u8[4] and (size == 20 or size == 50 and u16be[20] == 0x041c)

signature: version-2
over: udp
either: ^\x01\x28\x02[\x00-\x03][\x00-\x06][\x04\x06]
where: size >= 42

sample: udp client hex:0000100308640100636973636f000000c0a80001
sample: udp client hex:01280200060400010011223344550000006400000bb800002710c0a800010000000000000000000000000308636973636f000000
not-sample: udp client hex:0000110308640100636973636f000000c0a80001

application: ldp
category: networking / routing / network-protocol
risk: 1
ports: tcp/646 udp/646
reference: RFC 5036 sections 3.1, 3.4 and 3.5

# PDU version 1, its length, LSR id and label space; then a message (hello, initialization, keepalive) and its first TLV.
signature: hello
over: udp
either: ^\x00\x01\x00[\x14-\xff].{4}\x00\x00\x01\x00\x00[\x0c-\xff].{4}\x04\x00\x00\x04
where: u16be[2] + 4 == size

signature: session
over: tcp
either: ^\x00\x01[\x00-\x10].[^\x00].{3}\x00\x00[\x00-\x04][\x00-\x05]\x00[\x04-\xff].{4}
where: u16be[2] + 4 <= size and (u16be[10] == 0x0200 and u16be[18] == 0x0500 or u16be[10] == 0x0201 and u16be[12] == 4 or u16be[10] == 0x0300 and u16be[18] == 0x0101 or u16be[10] == 0x0400 and u16be[18] == 0x0100 or u16be[10] == 0x0001 and u16be[18] == 0x0300)

sample: udp client hex:0001001e0a0000010000010000140000000104000004000f0000040100040a000001
sample: tcp client hex:000100200a000001000002000016000000010500000e0001001e000000000a0000020000
not-sample: udp client hex:0001001f0a0000010000010000140000000104000004000f0000040100040a000001

# Export of flow records.
application: netflow
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: udp/dynamic
reference: Cisco NetFlow datagram formats (versions 1, 5, 7), RFC 3954 section 5 (version 9), RFC 7011 section 3.1 (IPFIX)

signature: version-5
over: udp
either: ^\x00\x05\x00[\x01-\x1e].{4}[\x20-\x9f]
where: size == 24 + 48 * u8[3]

signature: version-1-and-7
over: udp
either: ^\x00[\x01\x07]\x00[\x01-\x1c].{4}[\x20-\x9f]
where: u8[1] == 1 and size == 16 + 52 * u8[3] or u8[1] == 7 and size >= 24 + 52 * u8[3] and size <= 28 + 52 * u8[3]

# The first set is a template or data set whose length fits; the export time is a plausible one.
signature: version-9
over: udp
either: ^\x00\x09\x00[\x01-\x80].{4}[\x20-\x9f].{11}(?:\x00[\x00\x01]|[\x01-\x0f].)[\x00-\x05]
where: u16be[22] >= 8 and (20 + u16be[22] == size or 24 + u16be[22] <= size and (u16be[20+u16be[22]] <= 1 or u16be[20+u16be[22]] >= 256 and u16be[20+u16be[22]] <= 8191) and 20 + u16be[22] + u16be[22+u16be[22]] <= size)

signature: ipfix
over: udp
either: ^\x00\x0a..[\x20-\x9f].{11}(?:\x00[\x02\x03]|[\x01-\xff].)
where: u16be[2] == size and 16 + u16be[18] <= size and u16be[18] >= 4

signature: ipfix-tcp
over: tcp
client: ^\x00\x0a[\x00-\x0f].[\x38-\x9f].{11}\x00[\x02\x03][\x00-\x05]
where: u16be[2] <= size and 16 + u16be[18] <= u16be[2]

sample: udp client hex:00050001000010005f00000000000000000000010000000084df583ba09124e0121dee08ce3d56098287e13d7e0fdf87e28ce6a935ec5b5daceed23975900dad462025ff5a7fb95f
sample: udp client hex:00010001000010005f000000000000007caabf2a2f87c7b0111a9739dac28c541b629e05c70a866ee7885513dbc9c3720896e58a634f4a6e11396ca73247c4dc747ff221
sample: udp client hex:00090001000010005f00000000000001000000000000000c0100000100080004
sample: udp client hex:000a001c5f00000000000001000000000002000c0100000100080004
sample: tcp client hex:000a001c5f00000000000001000000000002000c0100000100080004
not-sample: udp client hex:00050001000010005f00000000000000000000010000000080767a16fe04e1679f2502f8c49e259c98336cefdf5c46cfe29120b46333c0a60a2de8c1f0ff26e7166e5af65052fc
not-sample: udp client hex:000a001d5f00000000000001000000000002000c0100000100080004

application: sflow
category: business-systems / management / client-server
risk: 1
characteristics: pervasive-use
ports: udp/6343
reference: sFlow version 5 (sflow.org), section 5; RFC 3176 (versions 2 and 4)

signature: datagram
over: udp
either: ^\x00\x00\x00(?:\x05\x00\x00\x00(?:\x01.{4}|\x02.{16}).{12}|[\x02\x04]\x00\x00\x00(?:\x01.{4}|\x02.{16}).{8})\x00\x00\x00[\x01-\x60]\x00
where: u8[3] == 5 and u8[7] == 1 and u32be[28] % 4096 >= 1 and u32be[28] % 4096 <= 5 and u32be[32] + 36 <= size or u8[3] == 5 and u8[7] == 2 and u32be[40] % 4096 >= 1 and u32be[40] % 4096 <= 5 and u32be[44] + 48 <= size or u8[3] < 5 and u8[7] == 1 and u32be[24] >= 1 and u32be[24] <= 2 or u8[3] < 5 and u8[7] == 2 and u32be[36] >= 1 and u32be[36] <= 2

sample: udp client hex:00000005000000010a000001000000000000000100001000000000010000000100000010dc38a25277034622c520d67f38d76286
not-sample: udp client hex:00000005000000030a0000010000000000000001000010000000000100000001000000108fbf3076e5553dbb7453bf27c25037d0

# Precision Time Protocol: the control field of a version 2 header repeats the message type.
application: ptp
category: networking / ip-protocol / network-protocol
risk: 1
reference: IEEE 1588-2008 clause 13.3 and annex D

signature: version-2
over: udp
either: ^[\x00-\x03\x08-\x0d\x10-\x13\x18-\x1d][\x02\x12\x22][\x00-\x01].[\x00-\x7f].
where: u16be[2] <= size and u16be[2] + 22 >= size and u16be[2] >= 44 and u8[32] <= 5 and ((u8[0] == 0 or u8[0] == 0x10) and u8[32] == 0 or (u8[0] == 1 or u8[0] == 0x11) and u8[32] == 1 or (u8[0] == 8 or u8[0] == 0x18) and u8[32] == 2 or (u8[0] == 9 or u8[0] == 0x19) and u8[32] == 3 or (u8[0] == 0x0d or u8[0] == 0x1d) and u8[32] == 4 or u8[32] == 5) and (u32be[16] == 0 or u8[1] == 0x12) and u32be[8] <= 0xffff

signature: version-1
over: udp
either: ^\x00\x01\x00\x01(?:_DFLT|_ALT[123])\x00

sample: udp client hex:0002002c00000200000000000000000000000000ac329fcba996bec9000100010000f66d04622b4210485581
sample: udp client hex:000100015f44464c540000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
not-sample: udp client hex:0002002c00000200000000000000000000000000c8382aa1295e57cb0001000103006ae8378e0fd5ebf348a8

application: lisp
category: networking / routing / network-protocol
risk: 2
characteristics: tunnel-other-application
ports: udp/4341,4342
reference: RFC 9301 section 5

# Map-Register and Map-Notify: record count, nonce, key id, authentication of 20 or 32 bytes.
signature: register
over: udp
either: ^[\x30-\x4f][\x00-\x20][\x00-\x07][\x01-\x20].{8}\x00[\x00-\x02]\x00(?:\x14|\x20|\x10).{16}

# Encapsulated control message: an inner IP packet to the same port on both layers.
signature: encapsulated
over: udp
either: ^\x80\x00\x00\x00\x45\x00

sample: udp client hex:300001015a5bb5a39bf78b0c0001001469792e2546a8be116c3093f4f5a6dee05dd231670000000a012010000000000152a197dadbbd9ed225ea3ea317b2fa5c
sample: udp client hex:800000004500aca17e292135d7b6e481f8b11b83550f1e791b0cc625f9a6760a246a1d049d5e60045a73db2310e69355c8bc8d83354dbcf22a0788515ee4696ac10a
not-sample: udp client hex:30000101b3f35c47575b9a5800010015d26d74ba18a03c0f9cf501924f91fcc2fb9bc5b1

# Traceroute by UDP carries, in the common implementation, 32 bytes counting up from '@'. Other probes (zeros, time stamps) cannot be told by their
# bytes, and a port may not name them.
application: traceroute
category: general-internet / internet-utility / network-protocol
risk: 2
characteristics: has-known-vulnerability, prone-to-misuse, pervasive-use
ports: icmp/dynamic icmp6/dynamic udp/33434-33534
reference: traceroute for Linux (traceroute.sourceforge.net), default probe data

signature: probe
over: udp
client: ^@ABCDEFGHIJKLMNOPQRSTUVWXYZ\[\\\]\^_

sample: udp client "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_"
not-sample: udp client "ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"

application: glbp
category: networking / routing / network-protocol
risk: 1
ports: udp/3222
reference: packet structure as dissected by Wireshark's GLBP documentation: version, group, owner, TLVs

# Version 1, zero byte, group, zero padding, owner MAC; a hello TLV of 28 bytes follows.
signature: hello
over: udp
either: ^\x01.[\x00-\x03].\x00\x00.{6}\x01\x1c.[\x00-\x20]

sample: udp client hex:0100000a0000c40213330000011c00206400000000000bb800002710000002580000384001040a000001
not-sample: udp client hex:0100000a0000c40213330000011d002064000000
