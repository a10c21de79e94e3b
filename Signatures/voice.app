# Voice, video and the protocols that set them up.
application: stun
category: networking / infrastructure / network-protocol
risk: 2
characteristics: evasive-behavior, tunnel-other-application, pervasive-use
ports: tcp/3478 udp/3478
reference: RFC 8489 sections 5 and 6, RFC 3489 section 11 (without the cookie), RFC 8656

# Two zero bits, method and class, length without the header, magic cookie. Over UDP the checks of a path come before its media or tunnel, which
# then names the session.
signature: cookie
over: udp
either: ^[\x00-\x3f][\x00-\xff]..\x21\x12\xa4\x42
where: u16be[2] + 20 == size or u16be[2] + 20 < size and size <= 1500
priority: 29
final: no

signature: cookie-over-tcp
over: tcp
either: ^[\x00-\x3f][\x00-\xff]..\x21\x12\xa4\x42
where: u16be[2] + 20 <= size

# RFC 3489: a request without attributes, or with CHANGE-REQUEST, USERNAME or RESPONSE-ADDRESS first; an answer with MAPPED-ADDRESS first.
signature: classic
over: udp
either: ^(?!.{4}\x21\x12\xa4\x42)(?:\x00\x01\x00(?:\x00.{16}$|..{16}\x00(?:\x03\x00\x04\x00{3}[\x00\x02\x04\x06]|\x06\x00[\x04-\x80]|\x02\x00\x08\x00\x01|\x20\x00))|\x01\x01\x00..{16}\x00[\x01\x20]\x00\x08[\x00][\x01]|\x01\x11\x00..{16}\x00\x09\x00)
where: u16be[2] + 20 == size
priority: 29
final: no

# RFC 4571 framing over TCP: the message's length first.
signature: framed
over: tcp
either: ^\x00[\x14-\xff][\x00-\x03][\x00-\xff]\x00.\x21\x12\xa4\x42
where: u16be[4] + 20 == u16be[0]

# TURN over TCP with the Microsoft framing: type 2 or 3, length, then the message.
signature: pseudo-tls
over: tcp
either: ^[\x02\x03]\x00..[\x00-\x03][\x00-\xff]..\x21\x12\xa4\x42
where: u16be[2] + 4 <= size and u16be[6] + 24 <= size

sample: udp client hex:000100002112a442e7953f55cf9638246f2e239d
sample: tcp client hex:000300082112a44258d2195cb552b4e6ca1c7b590019000411000000
sample: udp client hex:000100089b21f9de42c837caf19e1264cdce5efe0003000400000006
sample: udp server hex:0101000cd7245da108d45a660bced8ab036344950001000800011234c0000201
sample: tcp client hex:0014000100002112a442a464d9273f934c887842bfbb
sample: tcp client hex:0200001c000300082112a44263bdc4ae055b494981b56d4b0019000411000000
not-sample: udp client hex:000100002112a442e7953f55cf9638246f2e239d server hex:16feff000000000000000000360100002a000000000000002afefd000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f0000000200350100
not-sample: udp client hex:000100002112a4437a3cf9c193963944a46403fd8a
not-sample: udp client hex:800100002112a4425258cbc35b70d097c3adf37c

# RTP: version 2, a payload type that is not RTCP's; one source, and sequence numbers that rise, make three packets a stream.
application: rtp-base
category: media / photo-video / client-server
risk: 3
characteristics: consume-big-bandwidth, able-to-transfer-file, tunnel-other-application, pervasive-use
ports: udp/dynamic
reference: RFC 3550 section 5.1, RFC 3551 section 6

signature: stream
over: udp
either: ^[\x80-\x8f\x90-\x9f\xa0\xb0][\x00-\x22\x60-\xa2\xe0-\xff].{6}(?!\x00{4}).{5}
packets: 3
constant: u32be[8]
rising: u16be[2]
priority: 30

sample: udp client hex:80080f62436d6bfc341278562a32a05d18322ace58c60f582bb1028865db1efe871ac5c60399ba5584da5542abec996c6ae809df70a27520620d7b4d832cae7cf91385c463ea524d9f0b0a083e15cca670cb965df7222b3a06ffd7a3832b1763cbd09f3f52c25431d122c0cca5a5ca1acefa44c75cb5dedede493c7301d72d9bda2440c72b1c5adf750778e78a2e0e1a7047b2b91580b7401ba6c8ea749bad99159f390beebb0dc0a58158bc client hex:80080f63436d6c9c341278566d85bd4794d07f0cb84070144f1ac4961ffe21a662b07daa90f42502a6cc403da02bc4ef7b5866e2bc2df2184f7cb5c3d81c25e2a638e71e34c34212523fed687b73852df2314a374788a6468830a9d6f091b9a51f56f34af00af8aab32221e448ed31e2c1292a61a816415d82b45d9088b26896a7ac06efaeac77b40f7ea9662c787ed95a496dd78b60d8c251553583f130c9e7b1c780f7b675d26738e0f72c client hex:80080f64436d6d3c341278569da9cd4a52568ff7a0d92cd5a81028a9fc41cbd2a483cc54736f4572e4ac53ae933f0fd3be45319d337b7767a3a187957c32a68c02b48ec20f909b8fb1b1ec70908f27bc7b3d8b0405556baab9558a1a359d198fe6b7cfa5bb6f11f527d2a02dc016ddf1babd5913f2ca47bfdd9aaf0b15e8c13c1d4ae7bc1c9ab8138ef652cbe038c6d021681251eaa5fd487e2405773fff7e6d6e0a3ff42b949cc36fbb67e7
not-sample: udp client hex:80080f62436d6bfc341278567af275a8346e6891dd523668d168e6789770b389fd228f79bbc296d6dc12bdef2aebe9ec7c088d18c002f85317e393d89ae8eed262988465e7e245e358e8951b37f18ad75e62ec7efaead9f545b66f22481fa20a6b91379434b2fd8e732cafa70a77521764e307d25516c34204a1b763ff7de6fca0d8474c658011a8df0ba0ccb059a23e3f82f0588819d10c1c65c8fc7a46c7e407fe47973b3a7c536a3224d3 client hex:80081f63436d6c9c341278564bcd33a07da4df38b00b5e5378904065f2a508459bf05b372a1147c4513cfb6e5431fef160cfc925257b25f2195db3d7b6ca8cef4105599bf5d1911608957e9d7f11c1c621e8ded821dd863a53d7fdc64dca66eb614b94d4f35cb238db38a55ca695fa820236387a918d39148dc341c00397cfe39eca2f978c7bed4f29f82e46ba1c3408148638631ad6eb183f6e015333ffbf916ce95ede7bad2be6e95450e8 client hex:80082f64436d6d3c341278561dda61d797925c435237066824bbdf7e7b0272995735b72b4fb9931fdff9bf387b7d49b031d531ef3521aa9276d44a35c63b7a1eb14b3fa5d723806a653d2b93eee2b5558ddf88e06984f66410032adc2452d2fb9a33ab2ecaeeea05a3486465dc4e842509574e4422fe5fd5f7eeba2fbcc0e9c565b2fe7df07e561c6b2d8734d983bc443129017ee11addd636456e9737e9957c1a39403c4d0897101f2b9acd
not-sample: udp client hex:80080f62436d6bfc341278562ceb2fe3c49188a9bddc18490357f290b9f869945a2fef5391ab119520ce0a9960a551fa4abe8c026257247ac703d6edf7e6859d5b5815da9aef586af1766d6066bb5cc46933c61e207dd70dd2684b3871433e891a21201360641ec759192bba6deeb960c6d3303225e912da544ccd4a6269e41b26a7b8a9334347a16b38482bc45310e506a52b37e84b28825161fbcca7cff9eed0d7a378724b13e0ee31ffe9 client hex:80080f63436d6c9c34127857a3b0f9cd1edc61c1ff96b46e875d9bdd2f959ec1412b845e3865efd9dff5c332540aeea57a9fcf01eaeed0d0f2f39facb50f9cf73c7dd27df94b4757e6f8da4e340bab4bb72fede75446633f8cf04a243cedd2f63c50d74ac287eb3fd62a76404d145ee4f4b53ef67dcd98ec4c6b0a16760320ee59d078facaeb70d815e9a061c7d2690c7ae9de852f69c42bb4a47658e1dd4ac1263d1d32402d89a74b209637 client hex:80080f64436d6d3c3412785855189dbad9b21e2a8ca570d3afac3b4a65853a980dd0a4d5b3f582fa9c8d249f389a3a9f9ae0cfe08f572ce6e5590ee3914a3fba9c99267f6837c358fecba062170de4e2094449c6bc7a0a235c70ed57c852a5a1ac21b5234ae1f6fface6b5409fa20ad35858cd29dd8ddea615a605779590517a79de2a61397653e25ed071e0837fc1f3309342e6477d5598b9abf4f4ad13224f38eaec9c15c67da53e7989bf

# RTCP: version 2, packet type 200-204, length in words; a compound packet continues exactly behind the first part.
application: rtcp
category: media / photo-video / client-server
risk: 1
ports: udp/dynamic
reference: RFC 3550 sections 6.1 and 6.4, RFC 4585 section 6.1

signature: compound
priority: 28
final: no
over: udp
either: ^[\x80-\x9f][\xc8\xc9]\x00[\x01-\xc0]
where: 4 * u16be[2] + 4 < size and u8[4 * u16be[2] + 4] >= 0x80 and u8[4 * u16be[2] + 4] <= 0xbf and u8[4 * u16be[2] + 5] >= 200 and u8[4 * u16be[2] + 5] <= 207 and u16be[4 * u16be[2] + 6] * 4 + 4 * u16be[2] + 8 <= size

signature: receiver-report
priority: 28
final: no
over: udp
either: ^(?:\x80\xc9\x00\x01.{4}$|\x81\xc9\x00\x07.{28}$|[\x80\x81]\xc8\x00(?:\x06.{24}$|\x0c.{48}$))

sample: udp client hex:80c800062e54ade8ed0eae6c585fbf9c4b8bdb8a8712152942efc20281ca00022547795201000000
sample: udp client hex:80c9000111223344
not-sample: udp client hex:80c800078e90a7261c0c0c4ee56d300236f8c0b9e1e1ef70e664b67581ca0002b71b13b601000000

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
server: ^(?:[0-2]|4|5|8)[0-9]{2} [1-9][0-9]{0,8}(?: [^\r\n]{0,128})?\r?\n(?:[A-Z]{1,3}: ?[^\r\n]{0,128}\r?\n)*(?:\r?\n|$)
client: ^(?:[0-2]|4|5|8)[0-9]{2} [1-9][0-9]{0,8}(?: [^\r\n]{0,128})?\r?\n(?:[A-Z]{1,3}: ?[^\r\n]{0,128}\r?\n)*(?:\r?\n|$)
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

sample: tcp client hex:03000040080200010504038890a506f6adb2622ea8d24fb540e44562b7023a77f6b47834f758df1ec89dcbbe81de3c1fe01962a186356608a1a7f2c58aa6dd2a
sample: udp client hex:0e400000060008914a000463d2f99ade0dc37e219b9b133ffa8db93a1ef7110ae2961c1d9e870db998ff365916af43ae6d9f5b
not-sample: tcp client hex:03000040090200010504038890a526919f425cf6bec1acd0ad68dc0b4e2e5352384b37b6308a760f2e2f3963859919b8b86445a555139610891f0524f5bdab27

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
either: ^(?!\x47\x47)\x47.{187}\x47.{187}\x47.{187}\x47

signature: in-rtp
over: udp
either: ^\x80[\x21\xa1].{10}\x47.{187}\x47.{187}\x47
priority: 40

sample: udp client hex:47f1792722a83d61f99cc49bc6237eb2e8963f83c0ea052f5e467171714809ad8662df0de307a6acf6533ead74dfc2cf8480dcf305fef099f3948271e13f38a27f485219990d1cb2c70cc6ff53f22a727a71ef7091017767d44e858863a201b70b0b534451727c5762cfcf5baff3fa7aeef207b8156b0f0e5be91781a3567a2b18260523e4875f4f8bbaa7664942ee9a7ac4eb2967857bf3cc883189e470e66c970e73ff4bed72b73a62128e897f5009e3592388ab279c83c46eb48447f1792722a83d61f99cc49bc6237eb2e8963f83c0ea052f5e467171714809ad8662df0de307a6acf6533ead74dfc2cf8480dcf305fef099f3948271e13f38a27f485219990d1cb2c70cc6ff53f22a727a71ef7091017767d44e858863a201b70b0b534451727c5762cfcf5baff3fa7aeef207b8156b0f0e5be91781a3567a2b18260523e4875f4f8bbaa7664942ee9a7ac4eb2967857bf3cc883189e470e66c970e73ff4bed72b73a62128e897f5009e3592388ab279c83c46eb48447f1792722a83d61f99cc49bc6237eb2e8963f83c0ea052f5e467171714809ad8662df0de307a6acf6533ead74dfc2cf8480dcf305fef099f3948271e13f38a27f485219990d1cb2c70cc6ff53f22a727a71ef7091017767d44e858863a201b70b0b534451727c5762cfcf5baff3fa7aeef207b8156b0f0e5be91781a3567a2b18260523e4875f4f8bbaa7664942ee9a7ac4eb2967857bf3cc883189e470e66c970e73ff4bed72b73a62128e897f5009e3592388ab279c83c46eb48447f1792722a83d61f99cc49bc6237eb2e8963f83c0ea052f5e467171714809ad8662df0de307a6acf6533ead74dfc2cf8480dcf305fef099f3948271e13f38a27f485219990d1cb2c70cc6ff53f22a727a71ef7091017767d44e858863a201b70b0b534451727c5762cfcf5baff3fa7aeef207b8156b0f0e5be91781a3567a2b18260523e4875f4f8bbaa7664942ee9a7ac4eb2967857bf3cc883189e470e66c970e73ff4bed72b73a62128e897f5009e3592388ab279c83c46eb48447f1792722a83d61f99cc49bc6237eb2e8963f83c0ea052f5e467171714809ad8662df0de307a6acf6533ead74dfc2cf8480dcf305fef099f3948271e13f38a27f485219990d1cb2c70cc6ff53f22a727a71ef7091017767d44e858863a201b70b0b534451727c5762cfcf5baff3fa7aeef207b8156b0f0e5be91781a3567a2b18260523e4875f4f8bbaa7664942ee9a7ac4eb2967857bf3cc883189e470e66c970e73ff4bed72b73a62128e897f5009e3592388ab279c83c46eb48447f1792722a83d61f99cc49bc6237eb2e8963f83c0ea052f5e467171714809ad8662df0de307a6acf6533ead74dfc2cf8480dcf305fef099f3948271e13f38a27f485219990d1cb2c70cc6ff53f22a727a71ef7091017767d44e858863a201b70b0b534451727c5762cfcf5baff3fa7aeef207b8156b0f0e5be91781a3567a2b18260523e4875f4f8bbaa7664942ee9a7ac4eb2967857bf3cc883189e470e66c970e73ff4bed72b73a62128e897f5009e3592388ab279c83c46eb48447f1792722a83d61f99cc49bc6237eb2e8963f83c0ea052f5e467171714809ad8662df0de307a6acf6533ead74dfc2cf8480dcf305fef099f3948271e13f38a27f485219990d1cb2c70cc6ff53f22a727a71ef7091017767d44e858863a201b70b0b534451727c5762cfcf5baff3fa7aeef207b8156b0f0e5be91781a3567a2b18260523e4875f4f8bbaa7664942ee9a7ac4eb2967857bf3cc883189e470e66c970e73ff4bed72b73a62128e897f5009e3592388ab279c83c46eb484
sample: udp client hex:8021fdfd2634f519eda752bc4767b6ac67a143840994a1a496483612b19ccf66e96e4028b63051d698f5649a2b3d7b5756adf79c6f13182e21231aacab2c32069fdc3e1d5e3d17840d482ee66532167f9e680760040be3a50fe2743c17c0afba861a6088ff8246c14e830f73ab501b5f42f99ff58c0a8563ee413736d78264df856c7bb8163263851ea6e33aa7c0f915a98e9706410c49cc1b78c8418e1a775a6b4cadd5048cccfb642eaeace8863c188a8ec2ddebf96c170f920a62a63898bf25114b7c3ed1d5714767b6ac67a143840994a1a496483612b19ccf66e96e4028b63051d698f5649a2b3d7b5756adf79c6f13182e21231aacab2c32069fdc3e1d5e3d17840d482ee66532167f9e680760040be3a50fe2743c17c0afba861a6088ff8246c14e830f73ab501b5f42f99ff58c0a8563ee413736d78264df856c7bb8163263851ea6e33aa7c0f915a98e9706410c49cc1b78c8418e1a775a6b4cadd5048cccfb642eaeace8863c188a8ec2ddebf96c170f920a62a63898bf25114b7c3ed1d5714767b6ac67a143840994a1a496483612b19ccf66e96e4028b63051d698f5649a2b3d7b5756adf79c6f13182e21231aacab2c32069fdc3e1d5e3d17840d482ee66532167f9e680760040be3a50fe2743c17c0afba861a6088ff8246c14e830f73ab501b5f42f99ff58c0a8563ee413736d78264df856c7bb8163263851ea6e33aa7c0f915a98e9706410c49cc1b78c8418e1a775a6b4cadd5048cccfb642eaeace8863c188a8ec2ddebf96c170f920a62a63898bf25114b7c3ed1d5714767b6ac67a143840994a1a496483612b19ccf66e96e4028b63051d698f5649a2b3d7b5756adf79c6f13182e21231aacab2c32069fdc3e1d5e3d17840d482ee66532167f9e680760040be3a50fe2743c17c0afba861a6088ff8246c14e830f73ab501b5f42f99ff58c0a8563ee413736d78264df856c7bb8163263851ea6e33aa7c0f915a98e9706410c49cc1b78c8418e1a775a6b4cadd5048cccfb642eaeace8863c188a8ec2ddebf96c170f920a62a63898bf25114b7c3ed1d5714767b6ac67a143840994a1a496483612b19ccf66e96e4028b63051d698f5649a2b3d7b5756adf79c6f13182e21231aacab2c32069fdc3e1d5e3d17840d482ee66532167f9e680760040be3a50fe2743c17c0afba861a6088ff8246c14e830f73ab501b5f42f99ff58c0a8563ee413736d78264df856c7bb8163263851ea6e33aa7c0f915a98e9706410c49cc1b78c8418e1a775a6b4cadd5048cccfb642eaeace8863c188a8ec2ddebf96c170f920a62a63898bf25114b7c3ed1d5714767b6ac67a143840994a1a496483612b19ccf66e96e4028b63051d698f5649a2b3d7b5756adf79c6f13182e21231aacab2c32069fdc3e1d5e3d17840d482ee66532167f9e680760040be3a50fe2743c17c0afba861a6088ff8246c14e830f73ab501b5f42f99ff58c0a8563ee413736d78264df856c7bb8163263851ea6e33aa7c0f915a98e9706410c49cc1b78c8418e1a775a6b4cadd5048cccfb642eaeace8863c188a8ec2ddebf96c170f920a62a63898bf25114b7c3ed1d5714767b6ac67a143840994a1a496483612b19ccf66e96e4028b63051d698f5649a2b3d7b5756adf79c6f13182e21231aacab2c32069fdc3e1d5e3d17840d482ee66532167f9e680760040be3a50fe2743c17c0afba861a6088ff8246c14e830f73ab501b5f42f99ff58c0a8563ee413736d78264df856c7bb8163263851ea6e33aa7c0f915a98e9706410c49cc1b78c8418e1a775a6b4cadd5048cccfb642eaeace8863c188a8ec2ddebf96c170f920a62a63898bf25114b7c3ed1d571
not-sample: udp client hex:47aa5627e49f80add2a128f1c4126a843f9e3cb566d8346cdb2643c98611a11385810e4b3ef23750f8c89ce29eeeb7bc86346b78e43f1f7f77b3c19b04946aba816a9e66f60732ac7afca8885b587c7f41f9a2648ffc410c288ae2aaa903f6dd08fd337920c4825664ce49c917066110f82c682e4f2abe92fc2d3b2181430f5c5422c720ff61ef8a471448b892aacb94c83a9e608db366a1b69b0dfaff12faedfdb4fb7533284dbd244dc47884d136c20be375ba289eb8b80bba54593647aa5627e49f80add2a128f1c4126a843f9e3cb566d8346cdb2643c98611a11385810e4b3ef23750f8c89ce29eeeb7bc86346b78e43f1f7f77b3c19b04946aba816a9e66f60732ac7afca8885b587c7f41f9a2648ffc410c288ae2aaa903f6dd08fd337920c4825664ce49c917066110f82c682e4f2abe92fc2d3b2181430f5c5422c720ff61ef8a471448b892aacb94c83a9e608db366a1b69b0dfaff12faedfdb4fb7533284dbd244dc47884d136c20be375ba289eb8b80bba54593647aa5627e49f80add2a128f1c4126a843f9e3cb566d8346cdb2643c98611a11385810e4b3ef23750f8c89ce29eeeb7bc86346b78e43f1f7f77b3c19b04946aba816a9e66f60732ac7afca8885b587c7f41f9a2648ffc410c288ae2aaa903f6dd08fd337920c4825664ce49c917066110f82c682e4f2abe92fc2d3b2181430f5c5422c720ff61ef8a471448b892aacb94c83a9e608db366a1b69b0dfaff12faedfdb4fb7533284dbd244dc47884d136c20be375ba289eb8b80bba54593647aa5627e49f80add2a128f1c4126a843f9e3cb566d8346cdb2643c98611a11385810e4b3ef23750f8c89ce29eeeb7bc86346b78e43f1f7f77b3c19b04946aba816a9e66f60732ac7afca8885b587c7f41f9a2648ffc410c288ae2aaa903f6dd08fd337920c4825664ce49c917066110f82c682e4f2abe92fc2d3b2181430f5c5422c720ff61ef8a471448b892aacb94c83a9e608db366a1b69b0dfaff12faedfdb4fb7533284dbd244dc47884d136c20be375ba289eb8b80bba54593647aa5627e49f80add2a128f1c4126a843f9e3cb566d8346cdb2643c98611a11385810e4b3ef23750f8c89ce29eeeb7bc86346b78e43f1f7f77b3c19b04946aba816a9e66f60732ac7afca8885b587c7f41f9a2648ffc410c288ae2aaa903f6dd08fd337920c4825664ce49c917066110f82c682e4f2abe92fc2d3b2181430f5c5422c720ff61ef8a471448b892aacb94c83a9e608db366a1b69b0dfaff12faedfdb4fb7533284dbd244dc47884d136c20be375ba289eb8b80bba54593647aa5627e49f80add2a128f1c4126a843f9e3cb566d8346cdb2643c98611a11385810e4b3ef23750f8c89ce29eeeb7bc86346b78e43f1f7f77b3c19b04946aba816a9e66f60732ac7afca8885b587c7f41f9a2648ffc410c288ae2aaa903f6dd08fd337920c4825664ce49c917066110f82c682e4f2abe92fc2d3b2181430f5c5422c720ff61ef8a471448b892aacb94c83a9e608db366a1b69b0dfaff12faedfdb4fb7533284dbd244dc47884d136c20be375ba289eb8b80bba54593647aa5627e49f80add2a128f1c4126a843f9e3cb566d8346cdb2643c98611a11385810e4b3ef23750f8c89ce29eeeb7bc86346b78e43f1f7f77b3c19b04946aba816a9e66f60732ac7afca8885b587c7f41f9a2648ffc410c288ae2aaa903f6dd08fd337920c4825664ce49c917066110f82c682e4f2abe92fc2d3b2181430f5c5422c720ff61ef8a471448b892aacb94c83a9e608db366a1b69b0dfaff12faedfdb4fb7533284dbd244dc47884d136c20be375ba289eb8b80bba545936

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
