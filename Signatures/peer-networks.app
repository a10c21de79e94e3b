# Peer-to-peer file sharing and crypto-currency networks.
application: bittorrent
category: general-internet / file-sharing / peer-to-peer
risk: 5
characteristics: evasive-behavior, consume-big-bandwidth, used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/dynamic udp/dynamic
reference: BEP 3 (peer wire, bencoding), BEP 5 (DHT), BEP 15 (UDP tracker), BEP 29 (uTP), BEP 14 (local discovery)

signature: peer-handshake
over: tcp
either: ^\x13BitTorrent protocol

# HTTP tracker: both keys of an announcement, in either order.
signature: announce to a tracker
priority: 58
http-req-uri: [?&](?:info_hash=[^&]{20,60}&(?:[^&]{0,80}&){0,12}peer_id=|peer_id=[^&]{20,60}&(?:[^&]{0,80}&){0,12}info_hash=)

sample: tcp client "GET /announce?info_hash=%124Vx%9a%bc%de%f1%23Eg%89%ab%cd%ef%124Vx%9a&peer_id=-XX0001-0123456789ab&port=6881&uploaded=0&downloaded=0&left=0 HTTP/1.1\r\nHost: tracker.example.org:6969\r\n\r\n"
not-sample: tcp client "GET /announce?info_hash=%124Vx%9a&peer=-XX0001-0123456789ab&port=6881 HTTP/1.1\r\nHost: tracker.example.org:6969\r\n\r\n"

# DHT: a bencoded dictionary with the query or the answer and a 20-byte node id.
signature: dht
over: udp
either: ^d(?:2:ip(?:6:.{6}|18:.{18}))?1:(?:[ar]d2:id20:|[ar]d(?:9:|6:|12:|5:|2:bs)|el?i2[0-9]{2}e|el)

# UDP tracker: the protocol's magic number and action 0 (connect).
signature: udp-tracker
over: udp
client: ^\x00\x00\x04\x17\x27\x10\x19\x80\x00\x00\x00\x00

signature: local-discovery
over: udp
either: ^BT-SEARCH \* HTTP/1\.[01]\r\n

# uTP SYN: version 1, no extension or selective ack, time difference 0, acknowledgement 0.
signature: utp-syn
over: udp
either: ^\x41[\x00-\x02].{6}\x00{4}.{6}\x00\x00
where: size == 20 or size == 30 or size == 22

# uTP in progress: data whose sequence number rises, or acknowledgements that do, under one connection id.
signature: utp-data
over: udp
either: ^\x01[\x00-\x02].{6}.{18}
packets: 3
constant: u16be[2]
rising: u16be[16]
priority: 30

signature: utp-state
over: udp
either: ^\x21[\x00-\x01].{18}
where: size == 20 and u8[1] == 0 or size >= 26 and size <= 60 and u8[1] == 1 and u8[20] == 0
packets: 3
constant: u16be[2]
rising: u16be[18]
priority: 30

# An extended handshake or peer message inside a uTP data packet.
signature: utp-extended
over: udp
either: ^\x01\x00.{18}(?:\x00\x00..\x14[\x00-\x40]d|d[1-9][0-9]?:[a-z_]{1,20}|\x13BitTorrent protocol)

sample: tcp client hex:13426974546f7272656e742070726f746f636f6c0000000000000000e4f92fd6a0d41adb61ee35d7daf9c286cc72c41fda2691a961bdbf693888d0d0a40c8f5e544e835a
sample: udp client "d1:ad2:id20:node-of-our-own-makee1:q4:ping1:t2:zk1:y1:qe"
sample: udp server hex:64323a6970363ac0a800011ae1313a656c693230336531343a50726f746f636f6c204572726f7265313a74323a6161313a79313a6565
sample: udp client hex:00000417271019800000000012345678
sample: udp client "BT-SEARCH * HTTP/1.1\r\nHost: 239.192.152.143:6771\r\nPort: 6881\r\n\r\n"
sample: udp client hex:0100123400010203000001000010000000020001f633147ca1dd7a137025a96cccabb36d3da6cd042d0f72dd69f8e2551d71c03db28f71e347917535 client hex:0100123400010403000001000010000000030001f96d953d459578aa498eb149a467657349089179ca49038b100fd7cc5c57da5f7fceba1086f9a373 client hex:01001234000105030000010000100000000400018de3dbf4829a5c68227e3c2ca926a48bc3bf43f90bfc23284299a7ad61b8757b59b9bcb40798e83d
sample: udp client hex:2100123400010203000001000010000000020001 client hex:2100123400010403000001000010000000020002 client hex:2100123400010503000001000010000000020004
not-sample: udp client hex:2100123400010203000001000010000000020001 client hex:2100123500010403000001000010000000020002 client hex:2100123600010503000001000010000000020004
sample: udp client hex:4100123400010203000000000010000000010000
sample: udp client hex:010012340001020300000000001000000002000100000010140064313a6d6431313a75745f6d65746164617461
not-sample: tcp client hex:14426974546f7272656e742070726f746f636f6c0000000000000000
not-sample: udp client hex:00000417271019810000000012345678
not-sample: udp client "d1:ad2:ix20:abcdefghij"

# Ethereum node discovery: hash, signature, packet type, RLP list whose length ends the datagram.
application: ethereum
category: general-internet / internet-utility / peer-to-peer
risk: 3
characteristics: evasive-behavior
ports: tcp/30303 udp/30303
reference: Ethereum devp2p specifications, discv4 ("Wire Protocol") and RLPx (EIP-8 handshake)

signature: discovery-ping
over: udp
either: ^.{97}(?:\x01(?:[\xc0-\xf7]|\xf8.)[\x03-\x05][\xc9-\xe0]|\x02(?:[\xc0-\xf7]|\xf8.)[\xc9-\xe0]\x84|\x03\xf8[\x40-\x50]\xb8\x40|\x04\xf9..\xf9)
where: u8[98] < 0xf8 and u8[98] - 0xc0 + 99 == size or u8[98] == 0xf8 and u8[99] + 100 == size or u8[98] == 0xf9 and u16be[99] + 101 == size

# EIP-8: both first messages begin with their own length: an ephemeral key (65 bytes), IV, tag (48) and the list (169 or 102 bytes) with 100 to 300 bytes
# of padding. The key's first half is no run of zeros or text.
signature: rlpx
over: tcp
client: ^[\x01\x02].\x04(?!.{0,12}(?:\x00\x00|[\x20-\x7e]{8})).{64}
where: u16be[0] >= 370 and u16be[0] <= 640 and u16be[0] + 2 <= size
server: ^[\x01\x02].\x04(?!.{0,12}(?:\x00\x00|[\x20-\x7e]{8})).{64}
where: u16be[0] >= 300 and u16be[0] <= 570 and u16be[0] + 2 <= size
priority: 30

sample: udp client hex:e4898229c4e9c34b1abc850dcba0c85dfba75d128b80b5d85fe5510527b1e4cf56128acc160472df08ddeebdfe382d8f13a33b3f7c3cdeaa219390f5b068edf30f9c10632caf48b6e3da2ccfcb0f9cda9f886b881bcb7b77598084cc1aaeabb70e02f2cb840a00000182765f82765fa04266584c4580f4d3e7bb0904b8592bf8e105f5dd013eaa8552112c09b290691b845f000000
sample: tcp client hex:01900443418d1ac4f2cc57e6ae6dc0831c45f96ec751165e6f9102e4641053a657cec69c63cea9ba23f11dbab455f94068209fccae32c7700ff09169c05e0a41844d12e1d2ad134b0bf69e1a2f8d19e9db62404528ad5371e2b0c7d091454c7f0f3f67e2970bc0cf19f3442fe7cd0efd5ba8f5288e8073fa8715c21ea90db0141f69093044386f0485db41537d47e8c14a256bd26bb1b38bfc1097f93cbda9a2bf4eddd734356f19d599d9f61d87e704bf2f67fd2ac102cd98f623915464902a2204e0be9a5b0783399158ba53b561b7ba3ad90ea8a6fd8a64e53ef77f572a16c45ea25dfb5d1e908840632774bdbf5f5e7ab039c34f34ff47146bf603a589e2dfc35766bdf922bf94396804c70e9ef80c4f3320c18172b0ce451b407350373bf3c85a7504a18ad3435976d3ab50696933869e98d54e5b4748b50571dd95faa92871a0fa48165927ebb92e0ee20b5292aa877ee97a5f197cac1929f2ea05c7176146c4e4c7a1203d15697647a0ee3232c2bc54ba2a42d1320e5409bfae2351cfff7c17851748acdee5fddad449be91872c22 server hex:019004e8ef1b5ab527bada6f3dd0fa4016495589870496bc8d13d9926da5af4005e6706c0776dbe50b68ef8d891948edc4f0fd75ee9c1afb5ddc3408d3505749451184ec75f0f59690152e233badc3a2520a7d45a761f7f6a4c9357b874c9ea47e94595a6c6a21cd55ea4bf0faf666702920f7aecb5868877be96b57200d0953c81836a29c44a3fde89be17d0173590c9a78fc98bb758e07184d5e7581a969537dd0e0c4458048cc84bee0f7e976878f548ac5e11192243f4230f197a735b4942c33bdbcd4bf1dd30e9908dc78667687a70ae6915880fa8a1d31b23ef4bf16617b6a0e24199a2b0b38db7114b4df1e0e2e5665034623358e45d8ae44e6199b55c72bf74375e31de666e10aeaa6e386eaa80c8c9ddf33e2b3d7f810c2633e8e060469ac7bb27120df6c7ddf9e79b974674123387bcc15fdc5f83fece7a10f4f43da1499b878c014257909dabed6eae761f7adf35974609f6ba40841ef1bde60e70d798d798b2f6b8ae8fd37e4a2eed667391de5fb197cc7da53a54b1adf65f34fe35d68d98a3fd861e72bd4c82ef6a95ff458
not-sample: udp client hex:afbb906e6a177f08323c1ace13ced5c69f7f3a8b8875bf81f5d539303629e3e21e0c2c673bab433290d75403124669d513e0529060047793a1038b02e7b0e7c308b1f489a4420eed71794e15679617106a882ba045dbd3954aa2fffd0d817cbc2b01c904cb840a000001

application: syncthing
category: general-internet / file-sharing / peer-to-peer
risk: 3
characteristics: able-to-transfer-file, evasive-behavior
ports: tcp/22000 udp/21027,22000
reference: Syncthing specifications, Local Discovery Protocol v4 (magic 0x2EA7D90B), Relay Protocol v1 (magic 0x9E79BC40)

signature: local-discovery
over: udp
either: ^\x2e\xa7\xd9\x0b[\x0a\x12]

signature: relay
over: tcp
either: ^\x9e\x79\xbc\x40\x00\x00\x00[\x00-\x08]

sample: udp client hex:2ea7d90b0a20e520195b05c4536e016631c1ca1a6e2abafe72547f025df438249f7203f953168824f88892160850e646dc27988e3576266fb9f31a090329bbd6845bf424d034eac11f5f817166ff98efcb4933ce24e0
sample: tcp client hex:9e79bc40000000030000002490c61534f12ca2f20df51d2fb39d8dda5f8437bcbe804913f47a8c6652390e39a2afa615
not-sample: udp client hex:2ea7d90c0a20069a70c947702cb3f11a406435d9e9327393fe921f663446129646e0db23a5e5b20675da48a86eb0d8f4dc62b2bd55ee05bcffa4fcd3aeda13fb209b2efac2cf52850cc12652fa4e4ef3a72d2344b255
