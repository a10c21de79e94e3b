# Tuya: prefix 000055aa, sequence, command, length of the rest, suffix 0000aa55; version 3.5 begins 00006699.
application: tuya
category: business-systems / management / client-server
risk: 2
ports: tcp/6668 udp/6666,6667
reference: tinytuya project, "Tuya device protocol"

signature: message
over: udp tcp
either: ^\x00\x00\x55\xaa.{4}\x00\x00\x00.\x00\x00[\x00-\x0f].
where: u32be[12] + 16 <= size

signature: version-3-5
over: udp tcp
either: ^\x00\x00\x66\x99\x00\x00.{4}\x00\x00\x00.\x00\x00[\x00-\x0f].

sample: udp client hex:000055aa00000000000000130000000c00000000123456780000aa55
sample: udp client hex:00006699000000000001000000130000000c09e1b9ab7d206a5bb841b4f3
not-sample: udp client hex:000055ab00000000000000130000000c00000000123456780000aa55

# TP-Link smart home: JSON under an autokey XOR that starts at 171, so the first two bytes are always those of '{"'.
application: tplink-smarthome
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability
ports: tcp/9999 udp/9999
reference: softScheck, "Reverse engineering the TP-Link HS110" (XOR autokey, initial key 171)

signature: discovery
over: udp
either: ^\xd0\xf2\x81\xf8\x8b\xff\x9a\xf7\xd5\xef\x94\xb6

signature: command
over: tcp
client: ^\x00\x00[\x00-\x08].\xd0\xf2
where: u32be[0] + 4 == size

sample: udp client hex:d0f281f88bff9af7d5ef94b6d1b4c09fec95e68fe187e8caf08bf68bf68b
sample: tcp client hex:0000001dd0f281f88bff9af7d5ef94b612468382872d66eef87c6926c51c79193c
not-sample: udp client hex:d0f281f88bff9af7d5ef94b77f1a8106d0553824653540f5767eee93c1

application: ubiquiti-discovery
category: business-systems / management / network-protocol
risk: 2
characteristics: has-known-vulnerability
ports: udp/10001
reference: public descriptions of the Ubiquiti discovery protocol (version, command, TLVs)

signature: probe
over: udp
client: ^\x01\x00\x00\x00$
where: size == 4
server: ^[\x01\x02][\x00\x06]..[\x01-\x03]\x00[\x06\x0a]
where: u16be[2] + 4 == size

signature: answer
over: udp
either: ^\x01\x00..(?:\x01\x00\x06.{6}|\x02\x00\x0a.{10})[\x01-\x20]\x00
where: u16be[2] + 4 == size

sample: udp client hex:01000000 server hex:0206000d030006312e322e33340b000131
sample: udp server hex:0100001802000a1122334455660a0000010b00085542555551515151
not-sample: udp server hex:0100001902000a1122334455660a0000010b00085542555551515151

application: canon-bjnp
category: business-systems / management / client-server
risk: 1
characteristics: has-known-vulnerability
ports: tcp/8611-8614 udp/8611-8614
reference: BJNP protocol as described by the cups-bjnp and SANE projects

signature: header
over: udp tcp
either: ^(?:BJN[PB]|MFN[PB]|EPS[PB])[\x01\x02\x81\x82][\x00-\xff]\x00\x00

sample: udp client hex:424a4e50010100000001000000000000
not-sample: udp client hex:424a4e51010100000001000000000000

# collectd's binary parts: host (0) first, or the signature and encryption parts.
application: collectd
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: udp/25826
reference: collectd binary protocol (wiki), part types

signature: parts
over: udp
either: ^\x00\x00\x00[\x05-\x80][\x21-\x7e]+\x00\x00(?:[\x01\x02\x08]|\x09)\x00
where: u8[u16be[2] - 1] == 0 and (u16be[u16be[2]] <= 9 and u16be[u16be[2]] >= 1)

signature: signed-or-encrypted
over: udp
either: ^\x02(?:\x00\x00[\x25-\x80].{32}[\x21-\x7e]|\x10[\x00-\x05].\x00[\x01-\x20][\x21-\x7e])
where: u8[1] == 0x10 and u16be[2] == size or u8[1] == 0 and u16be[u16be[2]] <= 9 and u16be[u16be[2] + 2] >= 5 and u16be[2] + u16be[u16be[2] + 2] <= size

sample: udp client hex:0000000a6d79686f73000008000c0000000000000001
sample: udp client hex:0200002bd0d1ddd2f44e029b81e7befb37d972985bc22a22651c9d09ebf3430ccf3ec144757365723132330000000a6d79686f7300
not-sample: udp client hex:0000000b6d79686f73000008000c0000000000000001

application: rmcp
category: business-systems / management / client-server
risk: 1
ports: udp/623
reference: DMTF DSP0136 (ASF), IPMI 2.0 specification section 13.1

# Version 6, reserved, sequence 255 or a small one, class ASF or IPMI; then the ASF enterprise number or an IPMI session header.
signature: ipmi-and-asf
over: udp
either: ^\x06\x00[\x00-\xff](?:\x06\x00\x00\x11\xbe|\x07(?:[\x00-\x02\x04\x05].{8}|\x06[\x00-\x3f\x40-\x7f\x80-\xff].{8}))
where: u8[3] == 6 and size >= 12 or u8[4] == 0 and u8[13] + 14 <= size and u8[13] + 16 >= size or u8[4] == 6 and u16le[14] + 16 <= size

sample: udp client hex:0600ff07000000000000000000092018c88100388e04b5
sample: udp client hex:0600ff06000011be80000000
not-sample: udp client hex:0600ff08000000000000000000092018c88100388e04b5

application: xdmcp
category: networking / remote-access / client-server
risk: 3
characteristics: has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: udp/177
reference: X Display Manager Control Protocol, X Consortium standard, section 3

# Version 1, opcode 1-14, length of the rest.
signature: packet
over: udp
either: ^\x00\x01\x00[\x01-\x0e][\x00-\x05].
where: u16be[4] + 6 == size and (u16be[2] <= 3 and u8[6] * 2 + 7 <= size or u16be[2] >= 4 and size >= 8)

sample: udp client hex:00010002000100
not-sample: udp client hex:00010002000200

application: checkpoint-clusterxl
category: networking / infrastructure / network-protocol
risk: 1
ports: udp/8116
reference: Check Point Cluster Control Protocol, header as documented for Wireshark (magic 0x1A90)

signature: header
over: udp
either: ^\x1a\x90[\x00-\x20].{3}\x00[\x00-\x10]\x00[\x00-\x20]

sample: udp client hex:1a900c3127850001000167993e00640dde3e722278358d25784056a226a05c953abbb966688281f13b437dfa
not-sample: udp client hex:1a910c3127850001000167993e00f63c18134ebb809e7bc08c94725bce515b898256bdb98ec2c9e98e9b3c21

# RIPE Atlas probes' marker for measurements that other hosts may see.
application: ripe-atlas
category: networking / infrastructure / network-protocol
risk: 1
ports: udp/dynamic
reference: Magellan/RIPE research probe marker "MGLNDD_address_port"

signature: marker
over: udp tcp
client: ^MGLNDD_[0-9a-f.:]{2,45}_[0-9]{1,5}\n?$

sample: udp client "MGLNDD_192.0.2.1_4711\n"
not-sample: udp client "MGLNDE_192.0.2.1_4711\n"

application: roughtime
category: networking / infrastructure / client-server
risk: 1
ports: udp/2002
reference: draft-ietf-ntp-roughtime, packet format ("ROUGHTIM")

signature: framed
over: udp
either: ^ROUGHTIM..\x00\x00[\x01-\x20]\x00\x00\x00
where: u32le[8] + 12 == size

sample: udp client hex:524f55474854494d10000000010000004e4f4e439f8cfc841d8bfbc6
not-sample: udp client hex:524f55474854494e10000000010000004e4f4e43ffd9c3ad314cad82

application: dlep
category: networking / routing / network-protocol
risk: 1
ports: udp/854 tcp/854
reference: RFC 8175 section 11

signature: signal
over: udp
either: ^DLEP\x00[\x01\x02]
where: u16be[6] + 8 == size

sample: udp client hex:444c455000010000
not-sample: udp client hex:444c455000010001

application: tivoconnect
category: media / photo-video / network-protocol
risk: 1
ports: udp/2190
reference: TiVo Connect Automatic Machine Discovery protocol specification 1.5.1

signature: beacon
over: udp tcp
either: ^(?i:TiVoConnect)=[0-9]{1,3}\n

sample: udp client "TiVoConnect=1\nmethod=broadcast\nplatform=pc/x\n"
not-sample: udp client "TiVoConnekt=1\nmethod=broadcast\n"

# CEA-852: packet size, version 1, type, extended header.
application: cnp-ip
category: business-systems / management / network-protocol
risk: 1
ports: udp/1628,1629
reference: ANSI/CEA-852 section 8, packet header

signature: header
over: udp
either: ^..\x01[\x01-\x08\x60-\x7f][\x00-\x10]\x00.{2}
where: u16be[0] == size and size >= 20
packets: 2

sample: udp client hex:001c0101000000006b8b45670000000100000000000901a901aa0123 client hex:001c0101000000006b8b45670000000200000000000901a901aa0123
not-sample: udp client hex:001d0101000000006b8b45670000000100000000000901a901aa0123

application: flute
category: media / photo-video / network-protocol
risk: 1
ports: udp/dynamic
reference: RFC 6726 section 3, RFC 5651 section 5.1

# LCT version 1 with an FDT extension (type 192) in version 1 or 2 of FLUTE.
signature: fdt
over: udp
either: ^\x10[\x00-\xff][\x04-\x20][\x00-\x80].{4}.{0,24}?\xc0[\x10\x20]..\x40[\x00\x80\x06]

sample: udp client hex:10a0040000000000000000010000c0100001400000003c3f786d6c
not-sample: udp client hex:20a0040000000000000000010000c0100001400000003c3f786d6c

application: uftp
category: general-internet / file-sharing / client-server
risk: 2
characteristics: able-to-transfer-file
ports: udp/1044
reference: UFTP protocol specification, version 5 header

signature: announce
over: udp
either: ^[\x40\x50][\x01-\x0b]..\x00\x00..[\x00-\xff]{4}[\x01\x0f]?
packets: 3
priority: 20

sample: udp client hex:5001000100000001000000019404dcfa5a30378297e0abdc312d80f3734a2ac2f9a86fb2c449820406992342e4b5c319a2ada865 client hex:500200020000000100000001f6e69df073eab0da01f51d1f5c482c081439a617526816ca770a8ad7a179fb2b6774c6a53cb28312 client hex:500500030000000100000001de9b628818673cfcabdf1eeeab54adbfed5431eedc1b9d6a9ee3be5b7a8d424aa9e03895fbcf246c
not-sample: udp client hex:600100010000000100000001e80be7a3c63241b0400c1cae3212719ba340b850ed176a3069d18ab8f2ae8a74362814bc41a07e09 client hex:600200020000000100000001686b1c0576ca249e7f94ca5d33ec5d7e1010b3e3c983554c2b733fa3b19ac190d3e1af8db4acdd3f client hex:600500030000000100000001fc6b8b95b9ba3fd811ca552bfa154f60df9b2e1c5690d7f6d9eea2491e4af6aa93580ea68f6fc5f6

# Memory cache over UDP: frame header of 8 bytes, then the text protocol, is the memcached file's business.
# Nest devices' log service speaks Weave: 64-bit node ids, both with the maker's OUI 18:b4:30.
application: nest-log-sink
category: business-systems / management / client-server
risk: 1
ports: tcp/11095
reference: OpenWeave message layer (length, header, message id, node ids); IEEE OUI 18-B4-30

signature: weave
over: tcp
either: ^..[\x00-\x3f][\x10-\x1f].{4}.{5}\x30\xb4\x18.{5}\x30\xb4\x18

sample: tcp client hex:11020015070a00004c15a2010030b418090000000730b41827d3c7834ce958b7dd45bf5ff89a57b381a3188510a8ea9c23d6bd2f83e7eff87cc05880996f88cc
not-sample: tcp client hex:11020015070a00004c15a2010030b419090000000730b418c3a81129d599bba93d03668591456ff6ebd89fc4417491025f56c5e42944777034c70e2f01407403

# Kismet drone and server greetings.
application: kismet
category: networking / infrastructure / client-server
risk: 2
ports: tcp/2501
reference: Kismet server protocol documentation ("*KISMET:" sentence)

signature: greeting
over: tcp
server: ^\*KISMET: [0-9]

sample: tcp server hex:2a4b49534d45543a20302e302e30203132303030303030303020014b69736d65740120323030373030303020312078203132372e302e302e310a
not-sample: tcp server "*KISMIT: 0.0.0 1200000000\n"

# Lustre networking: the acceptor's magic in either byte order, then the socket driver's hello.
application: lustre
category: business-systems / storage-backup / client-server
risk: 2
characteristics: able-to-transfer-file
ports: tcp/988
reference: Lustre source (LNET_PROTO_ACCEPTOR_MAGIC 0xacce7100, LNET_PROTO_TCP_MAGIC 0xeebc0ded)

signature: acceptor
over: tcp
either: ^(?:\x00\x71\xce\xac[\x01\x02]\x00\x00\x00|\xac\xce\x71\x00\x00\x00\x00[\x01\x02]|\xed\x0d\xbc\xee)

# Socket messages in progress (KSOCK_MSG_LNET) with source and destination network ids.
signature: message
over: tcp
either: ^\xc1\x00{23}.{4}[\x00-\x10]\x00[\x00-\x20]\x00.{4}[\x00-\x10]\x00[\x00-\x20]\x00

sample: tcp client hex:0071ceac01000000010200c000000200
sample(mid-stream): tcp client hex:c10000000000000000000000000000000000000000000000010200c000000200020200c00000020039300000
not-sample: tcp client hex:0071cead01000000010200c000000200

# The C implementation of Raft used by dqlite: 8-byte little-endian words; connect with version 1, server id and address.
application: raft
category: business-systems / database / client-server
risk: 1
ports: tcp/9000
reference: canonical/raft source, UV transport handshake and message preamble

signature: connect
over: tcp
client: ^\x01\x00{7}.{8}[\x08-\x40]\x00{7}[0-9A-Za-z\[@][0-9A-Za-z.:\]_-]{3,40}

sample: tcp client hex:0100000000000000010000000000000010000000000000003132372e302e302e313a393030310000
not-sample: tcp client hex:0200000000000000010000000000000010000000000000003132372e302e302e313a393030310000

application: radmin
category: networking / remote-access / client-server
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application
ports: tcp/4899
reference: Radmin handshake as seen by public scanners (01 00 00 00 01 00 00 00 08 08)

signature: hello
over: tcp
client: ^\x01\x00\x00\x00(?:\x01\x00\x00\x00\x08\x08|\x05\x00\x00[\x00-\x03]\x27\x27[\x00-\x02]\x00)

sample: tcp client hex:01000000010000000808
not-sample: tcp client hex:01000000010000000809
