# Transport Layer Security and its predecessors, over TCP and over datagrams.

application: ssl
category: networking / encrypted-tunnel / browser-based
risk: 4
characteristics: evasive-behavior, used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/443
deny-action: drop-reset
reference: RFC 8446 sections 4.1 and 5.1, RFC 5246 sections 6.2 and 7.2, RFC 6101 appendix E (SSL 2.0 hello)
priority: 30
final: no

signature: client-hello
  over: tcp
  client: ^\x16\x03[\x00-\x04]
  decoder: tls

signature: server-hello
  # The client's hello was not captured.
  over: tcp
  server: ^\x16\x03[\x00-\x04]
  decoder: tls

signature: alert
  # A server that refuses: level warning or fatal, two bytes long.
  over: tcp
  server: ^\x15\x03[\x00-\x04]\x00\x02[\x01\x02][\x00\x0a\x14-\x16\x1e\x28-\x33\x3c\x46\x47\x50\x56\x5a\x64\x6d-\x74\x78]

signature: records
  # A session met halfway: records of one version in a row.
  over: tcp
  either: ^[\x14-\x17]\x03[\x01-\x03]
  decoder: tls-records
  priority: 20

signature: full-record
  # Bulk data met halfway: records of the full 2^14 bytes with what ciphers add to them, longer than what is looked at.
  over: tcp
  either: ^\x17\x03[\x01-\x03]\x40[\x00-\x40]
  priority: 20

signature: ssl2-hello
  # SSL 2.0 form: two-byte record header, type 1, version, lengths in multiples of three.
  over: tcp
  client: ^\x80[\x00-\xff]\x01(?:\x00\x02|\x03[\x00-\x03])\x00[\x00-\xff]\x00[\x00\x10]\x00[\x10-\x20]
  where: u16be[5] + u16be[7] + u16be[9] + 9 == u8[1] and u16be[5] % 3 == 0 and u16be[5] > 0

sample: tcp client hex:16030100580100005403030102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2000000213010100002900000010000e00000b6578616d706c652e6f7267000a00040002001d001000050003026832000b00020100 server hex:160303004a02000046030301020304
sample(mid-stream): tcp server hex:160303003102000046030301020304050607080910111213141516171819202122232425262728293031322000000000
sample: tcp server hex:15030300020228
sample(mid-stream): tcp client hex:1703030004deadbeef1703030004cafebabe
sample: tcp client hex:802e010002001500000010010080020080030080040080050080060040070700c0000102030405060708090a0b0c0d0e0f
not-sample: tcp client hex:16030100200100001c0303010203040506070809
not-sample: tcp client hex:16030100580200005403030102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20000002
sample(mid-stream): tcp server hex:1703034011a29b03c4d5
sample(mid-stream): tcp server hex:15030300020100
not-sample: tcp client hex:1703030004dead
not-sample: tcp server hex:1703034111a29b03c4d5

application: dtls
category: networking / encrypted-tunnel / client-server
risk: 3
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: udp/dynamic
reference: RFC 6347 section 4, RFC 9147 section 4

signature: records
  over: udp
  either: ^[\x14-\x17]\xfe[\xfd\xff][\x00-\xff]{8}
  decoder: dtls

signature: old-version
  # The number that some clients used before the standard.
  over: udp
  either: ^\x16\x01\x00\x00\x00[\x00-\xff]{6}
  decoder: dtls

sample: udp client hex:16feff000000000000000000360100002a000000000000002afefd000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f0000000200350100
sample: udp client hex:17fefd00010000000000010004deadbeef
sample: udp client hex:000100002112a442457c769f39d8644199c0e5bd server hex:17fefd00010000000000010004deadbeef
sample: udp client hex:16010000000000000000000036010000 hex:2a000000000000002afefd000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f0000000200350100
not-sample: udp client hex:17fefd00010000000000010009deadbeef
not-sample: udp client hex:16feff000000000000000000360100002a000000000000ff2afefd000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f0000000200350100
