# Voice, video and the protocols that set them up.
application: stun
category: networking / infrastructure / network-protocol
risk: 2
characteristics: evasive-behavior, tunnel-other-application, pervasive-use
ports: tcp/3478 udp/3478
reference: RFC 8489 sections 5 and 6, RFC 3489 section 11 (without the cookie), RFC 8656

# Two zero bits, method and class, length without the header, magic cookie.
signature: cookie
over: udp tcp
either: ^[\x00-\x3f][\x00-\xff]..\x21\x12\xa4\x42
where: u16be[2] + 20 == size or u16be[2] + 20 < size and size <= 1500

# RFC 3489: a request without attributes, or with CHANGE-REQUEST, USERNAME or RESPONSE-ADDRESS first; an answer with MAPPED-ADDRESS first.
signature: classic
over: udp
either: ^(?:\x00\x01\x00(?:\x00.{16}$|..{16}\x00(?:\x03\x00\x04\x00{3}[\x00\x02\x04\x06]|\x06\x00[\x04-\x80]|\x02\x00\x08\x00\x01|\x20\x00))|\x01\x01\x00..{16}\x00[\x01\x20]\x00\x08[\x00][\x01]|\x01\x11\x00..{16}\x00\x09\x00)
where: u16be[2] + 20 == size

# TURN over TCP with the Microsoft framing: type 2 or 3, length, then the message.
signature: pseudo-tls
over: tcp
either: ^[\x02\x03]\x00..[\x00-\x03][\x00-\xff]..\x21\x12\xa4\x42
where: u16be[2] + 4 <= size and u16be[6] + 24 <= size

sample: udp client hex:000100002112a442e7953f55cf9638246f2e239d
sample: tcp client hex:000300082112a44258d2195cb552b4e6ca1c7b590019000411000000
sample: udp client hex:000100089b21f9de42c837caf19e1264cdce5efe0003000400000006
sample: udp server hex:0101000cd7245da108d45a660bced8ab036344950001000800011234c0000201
sample: tcp client hex:0200001c000300082112a442a464d9273f934c887842bfbb0019000411000000
not-sample: udp client hex:000100002112a44363bdc4ae055b494981b56d4b7a
not-sample: udp client hex:800100002112a4423cf9c193963944a46403fd8a

# RTCP: version 2, packet type 200-204, length in words; a compound packet continues exactly behind the first part.
application: rtcp
category: media / photo-video / client-server
risk: 1
ports: udp/dynamic
reference: RFC 3550 sections 6.1 and 6.4, RFC 4585 section 6.1

signature: compound
over: udp
either: ^[\x80-\x9f][\xc8\xc9]\x00[\x01-\xc0]
where: 4 * u16be[2] + 4 < size and u8[4 * u16be[2] + 4] >= 0x80 and u8[4 * u16be[2] + 4] <= 0xbf and u8[4 * u16be[2] + 5] >= 200 and u8[4 * u16be[2] + 5] <= 207 and u16be[4 * u16be[2] + 6] * 4 + 4 * u16be[2] + 8 <= size

signature: receiver-report
over: udp
either: ^(?:\x80\xc9\x00\x01.{4}$|\x81\xc9\x00\x07.{28}$|[\x80\x81]\xc8\x00(?:\x06.{24}$|\x0c.{48}$))

sample: udp client hex:80c800065258cbc35b70d097c3adf37c2a32a05d18322ace58c60f5881ca00022bb1028801000000
sample: udp client hex:80c9000111223344
not-sample: udp client hex:80c8000765db1efe871ac5c60399ba5584da5542abec996c6ae809df81ca000270a2752001000000

application: mgcp
category: collaboration / voip-video / network-protocol
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/2428 udp/2427,2727
reference: RFC 3435 section 3.2

signature: command
over: udp
client: ^(?i:AUCX|AUEP|CRCX|DLCX|EPCF|MDCX|NTFY|RQNT|RSIP|MESG) [0-9]{1,9} [^ \r\n]{1,255} MGCP [01]\.[0-9]

signature: response
over: udp
server: ^[0-9]{3} [0-9]{1,9}(?: [^\r\n]{0,128})?\r?\n(?:[A-Z]: ?[^\r\n]{1,128}\r?\n){0,8}
client: ^[0-9]{3} [0-9]{1,9}(?: [^\r\n]{0,128})?\r?\n
priority: 30

sample: udp client "RSIP 1001 aaln/*@gw.example.net MGCP 1.0\r\nRM: restart\r\n"
sample: udp server "200 1001 OK\r\n" client "200 1002 OK\r\n"
not-sample: udp client "RSIP 1001 aaln/*@gw.example.net SGCP 1.0\r\n"

application: h.248
category: collaboration / voip-video / peer-to-peer
risk: 3
characteristics: consume-big-bandwidth, used-by-malware, has-known-vulnerability, pervasive-use
ports: udp/dynamic
reference: ITU-T H.248.1 annex B (text encoding)

signature: text
over: udp tcp
either: ^(?:MEGACO/[1-3] |![1-3] )\[[0-9A-Fa-f.:]{2,45}\](?::[0-9]{1,5})?[\r\n\t ]

sample: udp client "MEGACO/1 [123.123.123.4]:55555\n"
not-sample: udp client "MEGACO/9 [123.123.123.4]:55555\n"

# Q.931 in TPKT (call signalling), and RAS messages with the H.225.0 protocol identifier.
application: h.323
category: collaboration / voip-video / client-server
risk: 4
characteristics: consume-big-bandwidth, used-by-malware, able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/1720,1731
reference: ITU-T H.225.0 clauses 7.2 and 7.6, ITU-T Q.931 clause 4, RFC 1006 section 6

signature: call-signalling
over: tcp
either: ^\x03\x00[\x00-\x0f].\x08[\x01\x02].{1,2}[\x01\x02\x03\x05\x07\x0d\x0f\x5a\x62\x6e\x7b\x7d][\x04\x08\x1c\x1e\x28\x34\x6c\x70\x7e]
where: u16be[2] >= 9

signature: registration
over: udp
either: ^[\x00-\x7f][\x00-\xff]{2,6}?\x06\x00\x08\x91\x4a\x00[\x01-\x09]

sample: tcp client hex:03000040080200010504038890a5620d7b4d832cae7cf91385c463ea524d9f0b0a083e15cca670cb965df7222b3a06ffd7a3832b1763cbd09f3f52c25431d122
sample: udp client hex:0e400000060008914a0004c0cca5a5ca1acefa44c75cb5dedede493c7301d72d9bda2440c72b1c5adf750778e78a2e0e1a7047
not-sample: tcp client hex:03000040090200010504038890a5b2b91580b7401ba6c8ea749bad99159f390beebb0dc0a58158bc6d85bd4794d07f0cb84070144f1ac4961ffe21a662b07daa

# Skinny: length, version and message id are little endian. Registration carries the device's name.
application: sccp
category: collaboration / voip-video / peer-to-peer
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/2000
reference: Skinny message structure as described by the chan-sccp project's protocol pages

signature: register
over: tcp
client: ^.[\x00-\x01]\x00\x00[\x00\x0a-\x1f]\x00\x00\x00\x01\x00\x00\x00[A-Za-z0-9_.-]{4,15}\x00
where: u32le[0] + 8 <= size and u32le[0] >= 36

# Keep-alive and its answer, 12 bytes each, when the registration was missed.
signature: keep-alive
over: tcp
client: ^\x04\x00\x00\x00[\x00\x0a-\x1f]\x00\x00\x00\x00\x00\x00\x00
where: size == 12
server: ^\x04\x00\x00\x00[\x00\x0a-\x1f]\x00\x00\x00\x00\x01\x00\x00

sample: tcp client hex:240000000000000001000000534550303031313232333341414242000000000000000000000000000000000000000000
sample(mid-stream): tcp client hex:040000000000000000000000 server hex:040000000000000000010000
not-sample: tcp client hex:240000000000000001000000534550203031313232333341414242000000000000000000000000000000000000000000

application: asterisk-iax
category: collaboration / voip-video / peer-to-peer
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: udp/4569
reference: RFC 5456 sections 8.1.1 and 8.6

# A full frame that opens a call: no destination call yet, both sequence numbers 0, IAX control frame, then elements.
signature: first-frame
over: udp
client: ^[\x80-\xff].\x00\x00\x00.{3}\x00\x00\x06(?:[\x01\x0b\x0d\x0f\x11\x1e\x20\x24\x26\x28])(?:$|[\x01-\x39])

signature: control-frame
over: udp
either: ^[\x80-\xff].[\x00-\x7f].\x00.{3}[\x00-\x10][\x00-\x10]\x06[\x01-\x28](?:$|[\x01-\x39])
packets: 3

sample: udp client hex:8001000000000003000006010b020002
sample: udp client hex:800140020000010301010604 server hex:c00200010000010401020604 client hex:80014002000002030202060b
not-sample: udp client hex:8001000000000003000007010b020002

application: bfcp
category: collaboration / internet-conferencing / client-server
risk: 1
characteristics: pervasive-use
ports: tcp/dynamic udp/dynamic
reference: RFC 8855 section 5.1

signature: header
over: udp
either: ^[\x20\x30\x40\x50][\x01-\x12]..[\x00-\xff]{4}.{4}(?:[\x02-\x25][\x04-\x20]|$)
where: u16be[2] * 4 + 12 == size
packets: 2

sample: udp client hex:200b00000000000100010002 server hex:200c00000000000100010002
not-sample: udp client hex:200b00010000000100010002 server hex:200c00020000000100010002

# Transport stream: packets of 188 bytes that each begin with 0x47.
application: mpeg-ts
category: media / photo-video / network-protocol
risk: 1
characteristics: consume-big-bandwidth, pervasive-use
ports: udp/dynamic
reference: ISO/IEC 13818-1 clause 2.4.3

signature: packets
over: udp tcp
either: ^\x47.{187}\x47.{187}\x47.{187}\x47

signature: in-rtp
over: udp
either: ^\x80[\x21\xa1].{10}\x47.{187}\x47.{187}\x47
priority: 40

sample: udp client hex:4790f42502a6cc403da02bc4ef7b5866e2bc2df2184f7cb5c3d81c25e2a638e71e34c34212523fed687b73852df2314a374788a6468830a9d6f091b9a51f56f34af00af8aab32221e448ed31e2c1292a61a816415d82b45d9088b26896a7ac06efaeac77b40f7ea9662c787ed95a496dd78b60d8c251553583f130c9e7b1c780f7b675d26738e0f72c9da9cd4a52568ff7a0d92cd5a81028a9fc41cbd2a483cc54736f4572e4ac53ae933f0fd3be45319d337b7767a3a187957c32a64790f42502a6cc403da02bc4ef7b5866e2bc2df2184f7cb5c3d81c25e2a638e71e34c34212523fed687b73852df2314a374788a6468830a9d6f091b9a51f56f34af00af8aab32221e448ed31e2c1292a61a816415d82b45d9088b26896a7ac06efaeac77b40f7ea9662c787ed95a496dd78b60d8c251553583f130c9e7b1c780f7b675d26738e0f72c9da9cd4a52568ff7a0d92cd5a81028a9fc41cbd2a483cc54736f4572e4ac53ae933f0fd3be45319d337b7767a3a187957c32a64790f42502a6cc403da02bc4ef7b5866e2bc2df2184f7cb5c3d81c25e2a638e71e34c34212523fed687b73852df2314a374788a6468830a9d6f091b9a51f56f34af00af8aab32221e448ed31e2c1292a61a816415d82b45d9088b26896a7ac06efaeac77b40f7ea9662c787ed95a496dd78b60d8c251553583f130c9e7b1c780f7b675d26738e0f72c9da9cd4a52568ff7a0d92cd5a81028a9fc41cbd2a483cc54736f4572e4ac53ae933f0fd3be45319d337b7767a3a187957c32a64790f42502a6cc403da02bc4ef7b5866e2bc2df2184f7cb5c3d81c25e2a638e71e34c34212523fed687b73852df2314a374788a6468830a9d6f091b9a51f56f34af00af8aab32221e448ed31e2c1292a61a816415d82b45d9088b26896a7ac06efaeac77b40f7ea9662c787ed95a496dd78b60d8c251553583f130c9e7b1c780f7b675d26738e0f72c9da9cd4a52568ff7a0d92cd5a81028a9fc41cbd2a483cc54736f4572e4ac53ae933f0fd3be45319d337b7767a3a187957c32a64790f42502a6cc403da02bc4ef7b5866e2bc2df2184f7cb5c3d81c25e2a638e71e34c34212523fed687b73852df2314a374788a6468830a9d6f091b9a51f56f34af00af8aab32221e448ed31e2c1292a61a816415d82b45d9088b26896a7ac06efaeac77b40f7ea9662c787ed95a496dd78b60d8c251553583f130c9e7b1c780f7b675d26738e0f72c9da9cd4a52568ff7a0d92cd5a81028a9fc41cbd2a483cc54736f4572e4ac53ae933f0fd3be45319d337b7767a3a187957c32a64790f42502a6cc403da02bc4ef7b5866e2bc2df2184f7cb5c3d81c25e2a638e71e34c34212523fed687b73852df2314a374788a6468830a9d6f091b9a51f56f34af00af8aab32221e448ed31e2c1292a61a816415d82b45d9088b26896a7ac06efaeac77b40f7ea9662c787ed95a496dd78b60d8c251553583f130c9e7b1c780f7b675d26738e0f72c9da9cd4a52568ff7a0d92cd5a81028a9fc41cbd2a483cc54736f4572e4ac53ae933f0fd3be45319d337b7767a3a187957c32a64790f42502a6cc403da02bc4ef7b5866e2bc2df2184f7cb5c3d81c25e2a638e71e34c34212523fed687b73852df2314a374788a6468830a9d6f091b9a51f56f34af00af8aab32221e448ed31e2c1292a61a816415d82b45d9088b26896a7ac06efaeac77b40f7ea9662c787ed95a496dd78b60d8c251553583f130c9e7b1c780f7b675d26738e0f72c9da9cd4a52568ff7a0d92cd5a81028a9fc41cbd2a483cc54736f4572e4ac53ae933f0fd3be45319d337b7767a3a187957c32a6
sample: udp client hex:80218c02b48ec20f909b8fb147b1ec70908f27bc7b3d8b0405556baab9558a1a359d198fe6b7cfa5bb6f11f527d2a02dc016ddf1babd5913f2ca47bfdd9aaf0b15e8c13c1d4ae7bc1c9ab8138ef652cbe038c6d021681251eaa5fd487e2405773fff7e6d6e0a3ff42b949cc36fbb67e77af275a8346e6891dd523668d168e6789770b389fd228f79bbc296d6dc12bdef2aebe9ec7c088d18c002f85317e393d89ae8eed262988465e7e245e358e8951b37f18ad75e62ec7efaead9f545b66f22481fa20a6b91379447b1ec70908f27bc7b3d8b0405556baab9558a1a359d198fe6b7cfa5bb6f11f527d2a02dc016ddf1babd5913f2ca47bfdd9aaf0b15e8c13c1d4ae7bc1c9ab8138ef652cbe038c6d021681251eaa5fd487e2405773fff7e6d6e0a3ff42b949cc36fbb67e77af275a8346e6891dd523668d168e6789770b389fd228f79bbc296d6dc12bdef2aebe9ec7c088d18c002f85317e393d89ae8eed262988465e7e245e358e8951b37f18ad75e62ec7efaead9f545b66f22481fa20a6b91379447b1ec70908f27bc7b3d8b0405556baab9558a1a359d198fe6b7cfa5bb6f11f527d2a02dc016ddf1babd5913f2ca47bfdd9aaf0b15e8c13c1d4ae7bc1c9ab8138ef652cbe038c6d021681251eaa5fd487e2405773fff7e6d6e0a3ff42b949cc36fbb67e77af275a8346e6891dd523668d168e6789770b389fd228f79bbc296d6dc12bdef2aebe9ec7c088d18c002f85317e393d89ae8eed262988465e7e245e358e8951b37f18ad75e62ec7efaead9f545b66f22481fa20a6b91379447b1ec70908f27bc7b3d8b0405556baab9558a1a359d198fe6b7cfa5bb6f11f527d2a02dc016ddf1babd5913f2ca47bfdd9aaf0b15e8c13c1d4ae7bc1c9ab8138ef652cbe038c6d021681251eaa5fd487e2405773fff7e6d6e0a3ff42b949cc36fbb67e77af275a8346e6891dd523668d168e6789770b389fd228f79bbc296d6dc12bdef2aebe9ec7c088d18c002f85317e393d89ae8eed262988465e7e245e358e8951b37f18ad75e62ec7efaead9f545b66f22481fa20a6b91379447b1ec70908f27bc7b3d8b0405556baab9558a1a359d198fe6b7cfa5bb6f11f527d2a02dc016ddf1babd5913f2ca47bfdd9aaf0b15e8c13c1d4ae7bc1c9ab8138ef652cbe038c6d021681251eaa5fd487e2405773fff7e6d6e0a3ff42b949cc36fbb67e77af275a8346e6891dd523668d168e6789770b389fd228f79bbc296d6dc12bdef2aebe9ec7c088d18c002f85317e393d89ae8eed262988465e7e245e358e8951b37f18ad75e62ec7efaead9f545b66f22481fa20a6b91379447b1ec70908f27bc7b3d8b0405556baab9558a1a359d198fe6b7cfa5bb6f11f527d2a02dc016ddf1babd5913f2ca47bfdd9aaf0b15e8c13c1d4ae7bc1c9ab8138ef652cbe038c6d021681251eaa5fd487e2405773fff7e6d6e0a3ff42b949cc36fbb67e77af275a8346e6891dd523668d168e6789770b389fd228f79bbc296d6dc12bdef2aebe9ec7c088d18c002f85317e393d89ae8eed262988465e7e245e358e8951b37f18ad75e62ec7efaead9f545b66f22481fa20a6b91379447b1ec70908f27bc7b3d8b0405556baab9558a1a359d198fe6b7cfa5bb6f11f527d2a02dc016ddf1babd5913f2ca47bfdd9aaf0b15e8c13c1d4ae7bc1c9ab8138ef652cbe038c6d021681251eaa5fd487e2405773fff7e6d6e0a3ff42b949cc36fbb67e77af275a8346e6891dd523668d168e6789770b389fd228f79bbc296d6dc12bdef2aebe9ec7c088d18c002f85317e393d89ae8eed262988465e7e245e358e8951b37f18ad75e62ec7efaead9f545b66f22481fa20a6b913794
not-sample: udp client hex:4734b2fd8e732cafa70a77521764e307d25516c34204a1b763ff7de6fca0d8474c658011a8df0ba0ccb059a23e3f82f0588819d10c1c65c8fc7a46c7e407fe47973b3a7c536a3224d34bcd33a07da4df38b00b5e5378904065f2a508459bf05b372a1147c4513cfb6e5431fef160cfc925257b25f2195db3d7b6ca8cef4105599bf5d1911608957e9d7f11c1c621e8ded821dd863a53d7fdc64dca66eb614b94d4f35cb238db38a55ca695fa820236387a918d39148dc341c00397cfe34734b2fd8e732cafa70a77521764e307d25516c34204a1b763ff7de6fca0d8474c658011a8df0ba0ccb059a23e3f82f0588819d10c1c65c8fc7a46c7e407fe47973b3a7c536a3224d34bcd33a07da4df38b00b5e5378904065f2a508459bf05b372a1147c4513cfb6e5431fef160cfc925257b25f2195db3d7b6ca8cef4105599bf5d1911608957e9d7f11c1c621e8ded821dd863a53d7fdc64dca66eb614b94d4f35cb238db38a55ca695fa820236387a918d39148dc341c00397cfe34734b2fd8e732cafa70a77521764e307d25516c34204a1b763ff7de6fca0d8474c658011a8df0ba0ccb059a23e3f82f0588819d10c1c65c8fc7a46c7e407fe47973b3a7c536a3224d34bcd33a07da4df38b00b5e5378904065f2a508459bf05b372a1147c4513cfb6e5431fef160cfc925257b25f2195db3d7b6ca8cef4105599bf5d1911608957e9d7f11c1c621e8ded821dd863a53d7fdc64dca66eb614b94d4f35cb238db38a55ca695fa820236387a918d39148dc341c00397cfe34734b2fd8e732cafa70a77521764e307d25516c34204a1b763ff7de6fca0d8474c658011a8df0ba0ccb059a23e3f82f0588819d10c1c65c8fc7a46c7e407fe47973b3a7c536a3224d34bcd33a07da4df38b00b5e5378904065f2a508459bf05b372a1147c4513cfb6e5431fef160cfc925257b25f2195db3d7b6ca8cef4105599bf5d1911608957e9d7f11c1c621e8ded821dd863a53d7fdc64dca66eb614b94d4f35cb238db38a55ca695fa820236387a918d39148dc341c00397cfe34734b2fd8e732cafa70a77521764e307d25516c34204a1b763ff7de6fca0d8474c658011a8df0ba0ccb059a23e3f82f0588819d10c1c65c8fc7a46c7e407fe47973b3a7c536a3224d34bcd33a07da4df38b00b5e5378904065f2a508459bf05b372a1147c4513cfb6e5431fef160cfc925257b25f2195db3d7b6ca8cef4105599bf5d1911608957e9d7f11c1c621e8ded821dd863a53d7fdc64dca66eb614b94d4f35cb238db38a55ca695fa820236387a918d39148dc341c00397cfe34734b2fd8e732cafa70a77521764e307d25516c34204a1b763ff7de6fca0d8474c658011a8df0ba0ccb059a23e3f82f0588819d10c1c65c8fc7a46c7e407fe47973b3a7c536a3224d34bcd33a07da4df38b00b5e5378904065f2a508459bf05b372a1147c4513cfb6e5431fef160cfc925257b25f2195db3d7b6ca8cef4105599bf5d1911608957e9d7f11c1c621e8ded821dd863a53d7fdc64dca66eb614b94d4f35cb238db38a55ca695fa820236387a918d39148dc341c00397cfe34734b2fd8e732cafa70a77521764e307d25516c34204a1b763ff7de6fca0d8474c658011a8df0ba0ccb059a23e3f82f0588819d10c1c65c8fc7a46c7e407fe47973b3a7c536a3224d34bcd33a07da4df38b00b5e5378904065f2a508459bf05b372a1147c4513cfb6e5431fef160cfc925257b25f2195db3d7b6ca8cef4105599bf5d1911608957e9d7f11c1c621e8ded821dd863a53d7fdc64dca66eb614b94d4f35cb238db38a55ca695fa820236387a918d39148dc341c00397cfe3

application: sap-announcement
category: media / audio-streaming / network-protocol
risk: 1
ports: udp/9875
reference: RFC 2974 section 3

signature: session-description
over: udp
either: ^[\x20-\x3f]\x00..(?:.{4}|.{16})(?:application/sdp\x00)?v=0\r?\no=

sample: udp client hex:200012340a0000016170706c69636174696f6e2f73647000763d300d0a6f3d2d2031203120494e204950342031302e302e302e310d0a
not-sample: udp client hex:400012340a0000016170706c69636174696f6e2f73647000763d300d0a6f3d2d2031203120494e204950342031302e302e302e310d0a
