# Tunnels and virtual private networks that are recognised by their own headers.
application: ike
category: networking / encrypted-tunnel / client-server
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/500 udp/500
reference: RFC 7296 section 3.1, RFC 2408 section 3.1, RFC 3948 section 2.2 (non-ESP marker), RFC 9329 (TCP)

signature: header
over: udp
either: ^(?!\x00{8}).{16}[\x00-\x14\x21-\x38\x80-\x84][\x10\x20](?:[\x01-\x06\x20\x21]|[\x22-\x2c\xf0-\xff]).[\x00-\xff]{4}\x00\x00
where: u32be[24] == size and size >= 28

signature: non-esp-marker
over: udp
either: ^\x00{4}(?!\x00{8}).{16}[\x00-\x14\x21-\x38\x80-\x84][\x10\x20](?:[\x01-\x06\x20\x21]|[\x22-\x2c\xf0-\xff]).[\x00-\xff]{4}\x00\x00
where: u32be[28] + 4 == size and size >= 32

signature: tcp-encapsulation
over: tcp
client: ^IKETCP

sample: udp client hex:001122334455667700000000000000002120220800000000000000245489c133fb6c5cde
sample: udp client hex:0000000000112233445566778899aabbccddeeff2e202308000000010000002435bb03d6c7ffd919
sample: tcp client hex:494b455443500024
not-sample: udp client hex:0011223344556677000000000000000021202208000000000000002579772f305a2ea2d9
not-sample: udp client hex:00112233445566770000000000000000213022080000000000000024f7cbfda35dc1ba9b

# ESP in UDP has no marker of its own: a security parameter index above 255, sequence numbers that rise, sizes of whole words.
application: ipsec-esp-udp
category: networking / encrypted-tunnel / client-server
risk: 2
characteristics: able-to-transfer-file, tunnel-other-application, pervasive-use
ports: udp/4500,4501
reference: RFC 3948 section 2.1, RFC 4303 section 2

signature: sequence
over: udp
either: ^(?!\x00\x00\x00|[\x20-\x7e]{4}|.{8,26}?(?:\x00\x00|\xff\xff|[\x20-\x7e]{9})).{4}[\x00-\x0f].{23}
where: size % 4 == 0 and u32be[4] >= 1
packets: 5
constant: u32be[0]
rising: u32be[4]
priority: 20

sample: udp client hex:c1a2b3c4000000017380e5651e807ef02af787c604c67cba5c513af2bc789f118897f1a67c98b5fb35a8448843996cd79823ce8cf1c28375473721fd65a43fe2e52ed2dc3df3097a4bdb204e89c5ccf59be0042ebb87bb63db97cb11 client hex:c1a2b3c400000002a468d38528b42eb6edea69ae2b1aab0b7ccb3f8a6ec75e7bee933fbdc821b282d45eb1fc5c399a2f0a6d1515e52a09baf38d23aa10e8df6a401522dd2bb39e3c18d3426584d30e16ae56d8db3373505b2a1162d5 client hex:c1a2b3c40000000375c4af7e9ed653d5266c404c56196b6dbd4c5f3961f4730a1b85ee7e9be9d77ce45837ebfd91dbf6449d62802095e6f22361469fb4e12ca64bd341cdab5cde67de1d907c2b5ae5357feb33d3ec4650dfcce8b13d client hex:c1a2b3c400000004d76413a009df01c204f9e69b59293711cbf03ee91ab527ba5fbe42ad3d22ed0e8bb0302c4e6d896d15dba510142062e916fb0676eb59f5d953e91cb4d7fd6d236fb0a274124473afeb2f113bf72aea8ac7db3cc9 client hex:c1a2b3c4000000050e8bcb8567ae6f55e68b209aabd8e6e0f7cbf0b4a2968d91c9ceec757abc82dc3e66447b2ab5d849521e1dc3b8f0cece3bf7e4eb67ce975e7c1a48defebdfe06e3602277e73c57e01af5e655feb03d4cf3db4ef2
not-sample: udp client hex:000000c400000001cafbb0be67168ab9c65c6073a75c04455843613ba8cfa2310a3ad47c502ab6516a9e510d8f6eafb1bd813f98f7da6a385038fcd8744c8fd9c27a863e2da617ea8196c7e3f9cd2268660960493a4be8eb455f9356 client hex:000000c400000002dac4cdeccb4bb770c5dad3db19ad59a6ecdc6e8ad34033043f61a9faf9c71bd116e2b1b1bb34b15d532313cbb9c75e11a64833dd7a8f97e75de88ea491ef735929cc8824dc51490c6b4dd016905c8e76dae4b963 client hex:000000c400000003ef39ec7810f202a69bebe4f33378d181c855232a13550b8a21a2b297f081af8202a421243ac0c37804dd65de7026f6e044c3ab0574440c5e01c20b5179e1fab779aa31696ef88c0c0f3fd98d6ef04967c64ec391 client hex:000000c40000000495d09fe1921c045256af5c4ea885e5be1861e96586d2719785278137a89a5338b3f5032fcfd7b6f195ba4a3ed1fd5e275b1b6a403138c663fc6cfc3f7106e319b9323f92430cc41dcf948b93844213b9f47c481d client hex:000000c400000005f927114d3653a3e5a990827c2c0f0627dd344285b22330d2886c76ada3e049ee184963ac38785e12d3b843f54e840a0e6689812cc8f81e7f1ecd6cd9adf77be1bd226dddea32e682ca9794543b737fa2ab4ef44d

# OpenVPN: opcode and key id, session id, then (without or behind an HMAC) the acknowledgement array and the message packet id.
# A hard reset comes in three dresses: plain, tls-auth (HMAC of 16, 20, 28, 32, 48 or 64 bytes, replay packet id, time) and tls-crypt (id, time, tag).
application: open-vpn
category: networking / encrypted-tunnel / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/1194,443 udp/1194
reference: OpenVPN wire protocol (IETF draft openvpn-wire-protocol), sections on packet formats

signature: hard-reset-plain
over: udp
either: ^[\x38\x50].{8}\x00\x00\x00\x00\x00$

signature: hard-reset-plain-answer
over: udp
either: ^\x40.{8}\x01\x00\x00\x00\x00.{8}\x00\x00\x00\x00$

signature: hard-reset-tls-auth
over: udp
either: ^[\x38\x50].{8}(?:.{16}|.{20}|.{28}|.{32}|.{48}|.{64})\x00\x00\x00[\x01-\x10][\x40-\x9f].{3}\x00\x00\x00\x00\x00$

signature: hard-reset-tls-auth-answer
over: udp
either: ^\x40.{8}(?:.{16}|.{20}|.{28}|.{32}|.{48}|.{64})\x00\x00\x00[\x01-\x10][\x40-\x9f].{3}\x01\x00\x00\x00\x00.{8}\x00\x00\x00\x00$

signature: hard-reset-tls-crypt
over: udp
either: ^[\x38\x40\x50].{8}(?:\x00\x00|[\x0a\x0f][\x00\x01])\x00[\x00-\x10][\x40-\x9f].{3}.{37}
where: size <= 128 or size >= 200 and u8[0] == 0x50

signature: control-tls-crypt
over: udp
either: ^[\x20\x28\x58].{8}(?:\x00\x00|[\x0a\x0f][\x00\x01])[\x00-\x0f].[\x40-\x9f].{3}.{32}
packets: 3

# Data channel with peer id and a packet counter below 65,536.
signature: data
over: udp
either: ^\x48\x00\x00.\x00\x00..{20}
packets: 5
priority: 30

# Control and acknowledgement packets in both directions of a session whose start was missed.
signature: control-plain
over: udp
either: ^[\x20\x28].{8}(?:\x00|\x01\x00\x00\x00[\x00-\x40].{8}|\x02(?:\x00\x00\x00[\x00-\x40]){2}.{8}|\x03(?:\x00\x00\x00[\x00-\x40]){3}.{8}|\x04(?:\x00\x00\x00[\x00-\x40]){4}.{8})(?:$|\x00\x00\x00[\x00-\x40](?:[\x14-\x17]\x03[\x00-\x04]|.{80}))
packets: 3

signature: tcp-plain
over: tcp
either: ^\x00\x0e[\x38\x50].{8}\x00\x00\x00\x00\x00

signature: tcp-plain-answer
over: tcp
either: ^\x00\x1a\x40.{8}\x01\x00\x00\x00\x00.{8}\x00\x00\x00\x00

signature: tcp-tls-auth
over: tcp
either: ^\x00[\x26\x2a\x32\x36\x46\x56][\x38\x50].{8}(?:.{16}|.{20}|.{28}|.{32}|.{48}|.{64})\x00\x00\x00[\x01-\x10][\x40-\x9f].{3}\x00\x00\x00\x00\x00

signature: tcp-tls-auth-answer
over: tcp
either: ^\x00[\x32\x36\x3e\x42\x52\x62]\x40.{8}(?:.{16}|.{20}|.{28}|.{32}|.{48}|.{64})\x00\x00\x00[\x01-\x10][\x40-\x9f].{3}\x01\x00\x00\x00\x00.{8}\x00\x00\x00\x00

signature: tcp-tls-crypt
over: tcp
either: ^(?:\x00[\x36\x42\x46\x4a][\x38\x40]|[\x00-\x05].\x50).{8}(?:\x00|\x0f)\x00\x00[\x00-\x10][\x40-\x9f].{40}

# Mid-stream: two records behind one another, control or data of one key.
signature: tcp-records
over: tcp
either: ^[\x00-\x06].(?:\x30|\x48\x00\x00.)
where: u16be[0] >= 40 and u8[2+u16be[0]] <= 6 and u8[4+u16be[0]] == u8[2] and u16be[2+u16be[0]] >= 40 and u8[4+u16be[0]+2+u16be[2+u16be[0]]] == u8[2] and u8[2+u16be[0]+2+u16be[2+u16be[0]]] <= 6
priority: 30

sample: udp client hex:386f4821187cddf3090000000000 server hex:409249b981e3d95f9701000000002d3d2a50f02151ae00000000
sample: udp server hex:40df4de1807d39a5160100000000cd48f18bcc5ed43b00000000
sample: udp client hex:38f3f56a520c4416c858fb0af924c4cad73f61cf9484b04d4b6fd10be0000000015f1122330000000000
sample: udp server hex:40b52618cf0e4984c526a01a78b68df4c8fc54b0b27dd0942be88bb44d000000015f11223301000000007a0b44612746d17900000000
sample: udp client hex:38cf255e1111488761000000015f112233053d7a04400ab7c224fa9c383a9b52728ea5b871f4ea12c6c1bfc6e10ec45d359f5567d770
sample: udp client hex:20ba743955b171c6a000000000011603016fec0b1eba90b9784934a1d3a880b99beaead3ce027d854871ab3ebccb12b6337b980b76274fba6fd6ee8c23b65beb484051ec54c77e73d98dc3be502d5357f821e158d0a39abcfb604ac8fda39b4c6de3922f04a462451ebeb1 server hex:2888a9cd6182fa3f400100000001edfa8b9d9863b186 client hex:20605b986023f65ba2000000000272ec2299123dabad7720c96af37e77d366f9717a129bd2bb1b773c01c655f5107a47bf258927dc5c624d08f3279fb640b4295e64f594930a44c7666b8e474f81de51c0414ea57b23cb577521b63f3db1cf940d95bc74cbf2731a
sample: tcp client hex:000e383ad5679e66d199ca0000000000
sample(mid-stream): tcp server hex:001a4054d4f5b9cd694d270100000000a684bb92c0690ddb00000000
sample: tcp client hex:002a3843f0ad0ef65310dd0b0bf838b8fd0848d478d106a2e15a5f25853fb4000000015f1122330000000000
sample(mid-stream): tcp server hex:0036400dfe9e85e6530b0c6ba21a7c40d16074a9319ea92dae633f22ba8154000000015f112233010000000081953efe0ad3566000000000
sample: tcp client hex:00363895f6081636b9b48a000000015f112233fa3a561635f1a98d5dd8b17f763131153f5de0f9fb3e8280e4f2ba86a363e6a114e045c0e7
sample(mid-stream): tcp client hex:00303031d4ed2204b4b338ff464dd01ca7d25be337624276e8e1c3a135df61aaffd7d96cb5735442f4e98828526e3f545b870030301d5a78fa5134551b647c54365712a1cca98ec89d75020b2dfb0714fad4dd7466326f1f07f2f3f4609344adb4433d4900303084ee9f76dbbb2cfb5fa2498227cc131bf5419010e60be22ea6d4ec90df0fa5232a3fe0f274dc304919e4c6e720c872
sample: udp client hex:20a576875f5d383c07000000025f1122338effbe9694d294305e8e9a4b574c86936b5488f3a675c96d0e9c26304a85227bf8ce2fa12928ccaebc0913f5fe23a3a02466dbeb5efe44d94fb9cde6 server hex:20fff9979bd152e694000000025f11223458c6c0259fbc4393ac3ebed7fee5429bb5b0c041e9780ecfcb6a34ef198e16a5734efc4330b52e066569c4547f9c07842af557f5c6700d84c7b05148 client hex:2867bdf1aa2deaf969000000035f1122344f3d172492a5e69a5e8c0df4a892212e409406aaeb45b3c89bc392966470fe48b55bab20671dcf3a
sample: udp client hex:48000001000000217f5c52a438742c51930b6096acb796198b674e758a95ad38512a1c51360726871f70b03867f7a0a6b9292ee02ba1eafa149852f3e7a5090ccd1ad55f client hex:48000001000000228932b3692280cd7030bfe3cc31a8c2ca49c3fab54dfc965262d0d9302a3b88671ff04dd055fdd1bb080484c60e3ea07d652fef7c8d6e71870ffd75bb server hex:48000001000000119d6308ca3a9608c63b5c5c04e639449308cefbaf2e54f783c8c7db68a59c9126c66ee6a641ca25edd47dec366badcae51dde654b81ed1223ab604c54 client hex:4800000100000023d0fae8189c5ad61b43967fa63f0abf9ebaaee58dfde578e2a32c6ad912eb41d38baead31aaf52db10769a44653ef14721be8dee3ffe893228c1613ae client hex:480000010000002455f0755025ddbbb97a49ff56cc5e7252c222c89f328c1fa0e2b9a0b5667b8b1bfb705cbd3b5277c69911d8cc1cec7554e679c2b091244fc215b3ac07
not-sample: udp client hex:380ad83afd5cbf5597000000000000
not-sample: udp client hex:585d4e6734e2f457370000000000
not-sample: tcp client hex:000f3864ff3d7f0af5584b0000000000

# WireGuard messages have fixed sizes; cookies (the last 16 bytes of a handshake) are zero in the normal case.
application: wireguard
category: networking / encrypted-tunnel / client-server
risk: 3
characteristics: tunnel-other-application, evasive-behavior, pervasive-use
ports: udp/51820
reference: WireGuard whitepaper (J. Donenfeld, NDSS 2017) section 5.4

signature: initiation
over: udp
either: ^\x01\x00\x00\x00
where: size == 148

signature: response
over: udp
either: ^\x02\x00\x00\x00
where: size == 92

signature: cookie
over: udp
either: ^\x03\x00\x00\x00
where: size == 64

# Counters stay below 2^32; padded payloads make the size a multiple of 16.
signature: data
over: udp
either: ^\x04\x00\x00\x00.{8}\x00{4}(?:.{16}){1,4}(?:$|(?:.{16}){1,90}$)

sample: udp client hex:01000000663b7306e9e1eb2f30f71b8ab9758132046b596b27bc0be152c58e6d69a7a43ce1ced7bea48cb52c1796273a6be57b9b703d241bed1253b42802c3c520cccaf5ada9486f298611cd5933ef12090e5a1ad84bc8891ed2d7c57aada245fdd7899167f96b7150fa754de4914ee217f16c744b66d1161f5c920126d6560f5cddc64b00000000000000000000000000000000
sample: udp server hex:02000000c06fae82b58e992c293f15af123ed52a38cb376d404e83331cae64312acdbf13807d4b60eef2c3ef48d1e7e82e2a06a0f5fb7c1b6c8c804e3abd70c28c1997d72e1c8740c01727d400000000000000000000000000000000
sample: udp server hex:03000000c52e8c723247e6f0c19aa1db7ddfce214387ff44294281fe160b63c6b9d3cc3bd93f5c9e9f63afefc0fdbfeb6a93c7bb5b5c0d4589221d752af555bd
sample: udp client hex:040000000138f0510500000000000000a862c2f429d8bdf0ed4fdde9911ca8c1e0cb8ffdde2ca7b829978b7757f278c42bee535b5c51cd1830e95ed380ff2e2f
not-sample: udp client hex:0100000018ab8d532536f38f5b0a557d2678518358f3b1b81465e24e854648c9a456c3e018062c62a5516238da0265eb99a257a898cf03d3e021519249e04fe1f906aef6ed475e13db597e7fbe864c914bd96edd6692e1c9c2a9dc53d417176d3edaebc705637c704fbba36e6b6c2e55ffa037fa1d1ea25d436f8774db0a321ca04cec7b000000000000000000000000000000
not-sample: udp client hex:0400000056fe12de050000000000000074f8011963b2f651e9cdb407cb544b1bfb08adb18936d7b29b66e5a6df4b579376bedd4212e4858671d0fd59cabc5c

# Cloudflare WARP is WireGuard with a client identifier in the three reserved bytes.
application: cloudflare-warp
category: networking / encrypted-tunnel / client-server
risk: 3
characteristics: tunnel-other-application, evasive-behavior, pervasive-use
ports: udp/2408,500,1701,4500
reference: WireGuard whitepaper section 5.4; Cloudflare's open source client library "boringtun" (reserved bytes)

signature: initiation
over: udp
client: ^\x01(?!\x00\x00\x00).{131}\x00{16}$
where: size == 148

sample: udp client hex:01aabbcc0f0412995f2cb6f0d3e5f5ad10a8ae46b48a9217bffafcaa4fdb4eace85672a4fe1277eb4bebc6ba7ae08adb6574e11947becf7b5ad55da43354123292e74edd15f41d3ed30d06811505013b55aeb94bf5f3382d089d92f61ef67aeec5a0aac386ab08f1b633f024ebeb157170b327fdbe1c0c9fc9d41c216f2343e305987c2500000000000000000000000000000000
not-sample: udp client hex:01aabbcc7db3733b1643e8cc0456e4b104964c84bed759c5a67dbed0bc43648d1d2b5f7833e414f26e31f867ab8959cd49dc2199ae38dc982157ff0e3cc6ed19b3e393fbdbffddaecbd92cd8611e33569f761ae8a2ae8ce97a69cd3fca5367f2d99b44fbd9d77aceb67e50cb087b5c0b8f45016b123169bd7a862ae7ba3c33334ff9a79879ac152a22e028fc5288d79157126ae0

# Tailscale's disco packets begin with a six-byte magic, "TS" and U+1F4AC.
application: tailscale
category: networking / encrypted-tunnel / client-server
risk: 3
characteristics: tunnel-other-application, evasive-behavior
ports: udp/41641
reference: Tailscale open source client, package disco (magic constant)

signature: disco
over: udp
either: ^TS\xf0\x9f\x92\xac

sample: udp client hex:5453f09f92ac54505b3398abd0e9f077cbcc0be89ff77022a46deb5035476fb69fed2462099e88f77ff6c6023e4908d59ddf356e4e9fb585781aa16459843002c5c33793e9126f94989f6d230be275f79d4f8016568b
not-sample: udp client hex:5453f09f92ad207e19b216c30198417b8abe570c53fe8fb807b64db2f18648866f71dc7c055a40c31170ab792ef53fd56c0fc0389ce1844e4e2dcd8c63d0e4187fce1cb3fa7e15191bdfbf834976254079afc5ed984e

application: teredo
category: networking / routing / network-protocol
risk: 1
characteristics: tunnel-other-application
ports: udp/3544
reference: RFC 4380 sections 2.6 (addresses), 5.1.1 (encapsulation); RFC 6081 section 4 (trailers)

# An IPv6 packet whose length fits and that has a Teredo address (2001:0::/32) or is a router solicitation from a Teredo link-local one.
signature: ipv6
over: udp
either: ^\x60.{7}(?:\x20\x01\x00\x00|.{16}\x20\x01\x00\x00|\xfe\x80\x00{6}.{8}(?:\xfe\x80|\xff\x02))
where: u16be[4] + 40 == size

# Behind the authentication and origin indications.
signature: indication
over: udp
either: ^\x00\x01(?:\x00\x00.{9}|\x00[\x01-\x20].{9,73}?)(?:\x00\x00.{6})?\x60.{7}(?:\x20\x01\x00\x00|\xfe\x80\x00{2}|.{16}(?:\x20\x01\x00\x00|\xff\x02\x00{2}))

signature: origin
over: udp
either: ^\x00\x00.{6}\x60.{7}(?:\x20\x01\x00\x00|\xfe\x80\x00{2}|.{16}\x20\x01\x00\x00)
where: u16be[12] + 48 == size

sample: udp client hex:6000000000083a8020010000412e1a2b0000f5ff3ffe123420010db800000000000000000000000142186c29ba38577e
sample: udp client hex:000100000a3c14b0a46192d0006000000000083afffe80000000000000ffffffffffffffffff02000000000000000000000000000229475e7c983921dd
sample: udp server hex:00002a5d2ee812a76000000000083afffe80000000000000fffffffffffffffffe800000000000000000000000000002de4a98dbdc5f3de8
not-sample: udp client hex:6000000000083a8020020000412e1a2b0000f5ff3ffe123420010db80000000000000000000000013eafb6452bf493ae
not-sample: udp client hex:6000000000093a8020010000412e1a2b0000f5ff3ffe123420010db800000000000000000000000155b8d2ef9668c4cc

# A bubble: no next header and no payload, between two Teredo addresses, and trailers behind it: nonce, alternate address, neighbour discovery, random port.
signature: bubble with trailers
over: udp
either: ^\x60.{3}\x00\x00\x3b.\x20\x01\x00\x00.{12}\x20\x01\x00\x00.{12}(?:\x01\x04.{4}|\x02[\x06\x0c\x12\x18].{6,24}?|\x03\x08.{8}|\x04[\x01-\x04].{1,4}?|\x05\x02..)+$

sample: udp client hex:6000000000003b15.20010000c00002010000112233445566.20010000c000020200001122aabbccdd.01045566778803080000c000020312340502abcd
not-sample: udp client hex:6000000000003b15.20010000c00002010000112233445566.20010000c000020200001122aabbccdd.0905556677889903

application: vxlan
category: networking / infrastructure / network-protocol
risk: 1
characteristics: tunnel-other-application
ports: udp/4789
reference: RFC 7348 section 5, draft-smith-vxlan-group-policy (GBP flags), draft-ietf-nvo3-vxlan-gpe

# The inner Ethernet type is checked too.
signature: ethernet
over: udp
either: ^[\x08\x88][\x00\x08\x40\x48].{2}.{3}\x00.{12}(?:\x08[\x00\x06]|\x86\xdd|\x81\x00|\x88[\xa8\x47\x48\xcc\x63\x64]|\x00[\x26\x27])
where: u16be[2] == 0 or u8[0] == 0x88

signature: generic-extension
over: udp
either: ^\x0c\x00\x00(?:[\x01]|\x03).{3}\x00(?:\x45\x00|\x60|.{12}(?:\x08\x00|\x86\xdd))

sample: udp client hex:0800000000007b0090d36a76b3a7aff465f06c9d0800450020ff8e993ae4dacfcf1ad0b972901e229e7f
sample: udp client hex:0c00000100007b004500f3e4f5a62abac1c47c9423e27aa4f9123136
not-sample: udp client hex:0800000000007b01dd1c432ff00fc90888f3e43008004500339c8d191b34d1e2a9b206b73a4dd9114f5f
not-sample: udp client hex:0800000000007b0050c00a5bbc321546dd14d4950b0b4500ccbfddb1ae09fa80ad6786226dd09e626509

application: geneve
category: networking / encrypted-tunnel / network-protocol
risk: 1
characteristics: tunnel-other-application, pervasive-use
ports: udp/6081
reference: RFC 8926 section 3

# Version 0, option length in 4-byte words, payload type Transparent Ethernet Bridging, IPv4 or IPv6; the inner type or version fits.
signature: ethernet
over: udp
either: ^[\x00-\x3f][\x00\x40\x80\xc0]\x65\x58.{3}\x00
where: u16be[20 + 4 * u8[0]] == 0x0800 or u16be[20 + 4 * u8[0]] == 0x0806 or u16be[20 + 4 * u8[0]] == 0x86dd or u16be[20 + 4 * u8[0]] == 0x8100 or u16be[20 + 4 * u8[0]] == 0x88cc

signature: network
over: udp
either: ^[\x00-\x3f][\x00\x40\x80\xc0](?:\x08[\x00\x06]|\x86\xdd).{3}\x00
where: u16be[2] == 0x0806 and u16be[8 + 4 * u8[0]] == 1 and u16be[12 + 4 * u8[0]] == 0x0604 or u16be[2] == 0x0800 and u8[8 + 4 * u8[0]] == 0x45 and u16be[10 + 4 * u8[0]] + 8 + 4 * u8[0] == size or u16be[2] == 0x86dd and u8[8 + 4 * u8[0]] >= 0x60 and u8[8 + 4 * u8[0]] <= 0x6f and u16be[12 + 4 * u8[0]] + 48 + 4 * u8[0] == size

sample: udp client hex:0000655800000a00a154046c1b7df5a46f564f87080045008d4d1609063dcaa8649363cd8bc172d3b8e9
sample: udp client hex:0000080000000a00450000143e81e13309a49b86d91a0e5e14ce52bd
not-sample: udp client hex:0000655900000a002757cf8829845ef50df7cfaa080045002051dc3c38dbfbe7c2c1c87e8010a99e3305
not-sample: udp client hex:0000655800000a006429df116645aca223581d1e0b00450007b51f97b7519f3cdb41d10c3eaafda41629

# Also IP protocol 115 (version 3 over IP).
application: l2tp
category: networking / ip-protocol / client-server
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application, pervasive-use
ip-protocol: 115
reference: RFC 2661 section 3.1, RFC 3931 section 3.2, IANA protocol number 115

signature: control
over: udp
either: ^\xc8[\x02\x03].{10}[\x80\xc0]\x08\x00\x00\x00\x00\x00[\x01-\x1c]
where: u16be[2] == size

signature: acknowledgement
over: udp
either: ^\xc8\x02\x00\x0c
where: size == 12

signature: ppp
over: udp
either: ^[\x00\x02\x40\x42]\x02.{4,6}\xff\x03(?:\x00[\x21\x57\xfd]|\xc0[\x21\x23]|\x80[\x21\x57\xfd]|\xc2\x23)

sample: udp client hex:c802001400000000000000008008000000000001
sample: udp server hex:c802000c0001000000010001
sample: udp client hex:000200010001ff03c02101010004
not-sample: udp client hex:c802001500000000000000008008000000000001

application: pptp
category: networking / infrastructure / network-protocol
risk: 4
characteristics: used-by-malware, able-to-transfer-file, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/1723
reference: RFC 2637 section 2

signature: control
over: tcp
either: ^\x00[\x10-\xff]\x00\x01\x1a\x2b\x3c\x4d\x00[\x01-\x0f]\x00\x00

sample: tcp client hex:009c00011a2b3c4d00010000010000000000000300000002000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
not-sample: tcp client hex:009c00011a2b3c4e00010000010000000000000300000002000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000

# tinc: the meta connection opens with ID "0 name 17.x"; the data packets are ciphertext alone.
application: tinc
category: networking / encrypted-tunnel / peer-to-peer
risk: 3
characteristics: tunnel-other-application, evasive-behavior
ports: tcp/655 udp/655
reference: tinc manual, "The meta-protocol"

signature: identity
over: tcp
either: ^0 [A-Za-z0-9_]{1,64} 17(?:\.[0-9]{1,2})?\n

sample: tcp client "0 alpha 17\n"
not-sample: tcp client "0 alpha 27\n"

# SoftEther (PacketiX): the HTTP-like opening of the client.
application: packetix-vpn
category: networking / encrypted-tunnel / client-server
risk: 5
characteristics: evasive-behavior, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/443,992,8888
uses: web-browsing
reference: SoftEther VPN open source, Cedar protocol (signature upload)

signature: connect
over: tcp
http-req-uri-path: ^/vpnsvc/(?:connect|vpn)\.cgi$
priority: 70

sample: tcp client "POST /vpnsvc/connect.cgi HTTP/1.1\r\nHost: v\r\nContent-Type: image/jpeg\r\n\r\n"
not-sample: tcp client "POST /vpnsvc/other.cgi HTTP/1.1\r\nHost: v\r\n\r\n"

# DNSCrypt version 2: certificates travel in ordinary DNS; encrypted answers carry the resolver magic.
application: dnscrypt
category: networking / infrastructure / client-server
risk: 1
ports: tcp/443 udp/53,443
reference: DNSCrypt version 2 protocol specification, "Protocol flow" (resolver magic r6fnvWj8)

signature: answer
over: udp
either: ^r6fnvWj8

signature: answer-tcp
over: tcp
server: ^..r6fnvWj8

sample: udp server hex:7236666e76576a386ef1ddbbcc97882b4dc6ae6be2e4cde01ce8e2d6980e6e99387eaf2c7e7e022776e9f6e6253b12048175939bdc642cd993089ea34680fc181ed1908734e89baa90d7d52355fe7a59272fa76f847ed027604fc43825ac93768a96a2cfa18a0b56f0ebc779e9e8b00e14d735747cbd1a0aaaa781d25f5619f112b07e9a64cf4ccd639d35b61107b808fcf24d7664ab272c6e83556a7bf7bd1e27ec8550bca45d3b065bb27c0220c43e9975f74839c2fa71df707d95aa945289ba5a2c2741aa197e944590ebd24e2ca9
sample: tcp client hex:0100572b3f024b013fa93a389cc866b338646fa776fa858d6cc8ca846e97ea96e2d7928c5a4e047429afefe26f676f7e16fe75250541b77bf833d2e0c295646f1b163d8c57084be2f5f5b6cbe8e4aa74cdd07ef4f61d044337f028d01746927ea929a7176aae769a628b1b5f033c30d222ae111fb81557c50406ea56dfe63244d25c9a098a48348f4d219264b46c4b2accd2f9ec017c25571f88d90aa2fb2b90facb1217a840d28f59c0858310e64eb1476cdd9c449618811f63c12b0e0b4a325a67d7db9117601bf7522cd4123db43548e50c3ac8af9a1ab012a8362ac7f97974b8854a6a9a3950609f6830f8477ce4fb25737a0bf30d2170970d99f1e7740d9e4e server hex:00d07236666e76576a38ee1dcf106f3123793c01312c3145c28e45d32b1ba63ac4c144ecec7c9185b088f95137ba5ad3c9e0ccb861e55ea40446e485788fd737f825930cbc506f66a3e576665f1a6ea63e6a773552b5de4b67925a2e77629c7c708a839496b5c6a06699b39eb94f2948609f0e838af19a67d50357e1e6f0828bbb6790fbe4597b5a37da3892f2f0cb9b7e332015c75d48eed5f0a07881f97fa9d33b432ae7a3f80f27252f6d8d0fb41946bf06a6ee1daee668cd5f9eae46140ac9fd61732599f48a057d1cd6dd485543d958
not-sample: udp server hex:7236666e76576a39153440fb2301c3f782f99e3603163955b4ff7ebf6c1c6fc517a4629576d2a3e6390e72177e57f787f22ef28109eccf6d83424718ca49c64ed12d8024448d8d1a231734f2d157112a59770faa142f7ace698ed682715f64fc0f95f73a3e68b166b118c4c97029b974745cac9b77a686d20534a9c4286a041b6bed4b84c1c2d1913fbb4188ada963a5e43e2bb054a56430abfa18ec37d586f6292aa5246c484d961f08c12f76422eeb0319996a4b6788694fb692e63cb657e907addd5ceafee0406be46e64c96a794f
