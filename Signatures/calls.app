# Calls whose path checks (STUN) tell the service: by the realm of its relays or by attributes of its own.
# A message is a list of attributes (type, length, value padded to four bytes). The patterns below walk it attribute by attribute, up to 64 bytes each,
# until the one that tells. Priority 28 stands below that of STUN itself, which the session is found inside.

application: signal
category: collaboration / instant-messaging / client-server
risk: 1
characteristics: able-to-transfer-file
ports: tcp/443,31337 udp/dynamic
parent: stun
uses: stun, ssl, web-browsing
implicitly-uses: stun, ssl, web-browsing
deny-action: drop-reset
reference: RFC 8489 section 14.9 (REALM); the realm of Signal's relays is signal.org

signature: relay-realm
over: udp
either: ^[\x00\x01].{3}\x21\x12\xa4\x42.{12}(?:..\x00(?:\x00|[\x01-\x04].{4}|[\x05-\x08].{8}|[\x09-\x0c].{12}|[\x0d-\x10].{16}|[\x11-\x14].{20}|[\x15-\x18].{24}|[\x19-\x1c].{28}|[\x1d-\x20].{32}|[\x21-\x24].{36}|[\x25-\x28].{40}|[\x29-\x2c].{44}|[\x2d-\x30].{48}|[\x31-\x34].{52}|[\x35-\x38].{56}|[\x39-\x3c].{60}|[\x3d-\x40].{64}))*?\x00\x14\x00\x0asignal\.org
where: u16be[2] + 20 == size
priority: 28

sample: udp client hex:011300382112a4423132333435363738393a3b3c0009001000000401556e617574686f72697a656400150010303132333435363738396162636465660014000a7369676e616c2e6f72670000
not-sample: udp client hex:011300382112a4423132333435363738393a3b3c0009001000000401556e617574686f72697a656400150010303132333435363738396162636465660014000a7369626e616c2e6f72670000

application: viber-voice
category: collaboration / voip-video / client-server
risk: 1
characteristics: evasive-behavior, is-saas
ports: tcp/443 udp/dynamic
parent: stun
uses: stun
implicitly-uses: stun
container: viber
reference: RFC 8489 section 14.9 (REALM); the realm of Viber's relays is viber.com

signature: relay-realm
over: udp
either: ^[\x00\x01].{3}\x21\x12\xa4\x42.{12}(?:..\x00(?:\x00|[\x01-\x04].{4}|[\x05-\x08].{8}|[\x09-\x0c].{12}|[\x0d-\x10].{16}|[\x11-\x14].{20}|[\x15-\x18].{24}|[\x19-\x1c].{28}|[\x1d-\x20].{32}|[\x21-\x24].{36}|[\x25-\x28].{40}|[\x29-\x2c].{44}|[\x2d-\x30].{48}|[\x31-\x34].{52}|[\x35-\x38].{56}|[\x39-\x3c].{60}|[\x3d-\x40].{64}))*?\x00\x14\x00\x09viber\.com
where: u16be[2] + 20 == size
priority: 28

sample: udp client hex:011300382112a4423132333435363738393a3b3c0009001000000401556e617574686f72697a656400150010303132333435363738396162636465660014000976696265722e636f6d000000
not-sample: udp client hex:011300382112a4423132333435363738393a3b3c0009001000000401556e617574686f72697a656400150010303132333435363738396162636465660014000976696265722e636f6e000000

application: facebook-voice
category: collaboration / voip-video / peer-to-peer
risk: 1
characteristics: pervasive-use
ports: tcp/443 udp/dynamic
parent: stun
uses: stun
implicitly-uses: stun
container: facebook
reference: RFC 8489 section 14.9 (REALM); the realm of Facebook's relays is turner.facebook

signature: relay-realm
over: udp
either: ^[\x00\x01].{3}\x21\x12\xa4\x42.{12}(?:..\x00(?:\x00|[\x01-\x04].{4}|[\x05-\x08].{8}|[\x09-\x0c].{12}|[\x0d-\x10].{16}|[\x11-\x14].{20}|[\x15-\x18].{24}|[\x19-\x1c].{28}|[\x1d-\x20].{32}|[\x21-\x24].{36}|[\x25-\x28].{40}|[\x29-\x2c].{44}|[\x2d-\x30].{48}|[\x31-\x34].{52}|[\x35-\x38].{56}|[\x39-\x3c].{60}|[\x3d-\x40].{64}))*?\x00\x14\x00\x0fturner\.facebook
where: u16be[2] + 20 == size
priority: 28

sample: udp client hex:0113003c2112a4423132333435363738393a3b3c0009001000000401556e617574686f72697a656400150010303132333435363738396162636465660014000f7475726e65722e66616365626f6f6b00
not-sample: udp client hex:0113003c2112a4423132333435363738393a3b3c0009001000000401556e617574686f72697a656400150010303132333435363738396162636465660014000f7475726e65722e66616365626f6f6300

application: google-hangouts-audio-video
category: collaboration / voip-video / browser-based
risk: 3
characteristics: consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability, pervasive-use, is-saas
ports: tcp/80,443 udp/19302-19309
parent: stun
uses: stun
implicitly-uses: stun
container: google-hangouts
reference: RFC 8489 section 14.9 (REALM); the realm of Google's relays is turn.l.google.com

signature: relay-realm
over: udp
either: ^[\x00\x01].{3}\x21\x12\xa4\x42.{12}(?:..\x00(?:\x00|[\x01-\x04].{4}|[\x05-\x08].{8}|[\x09-\x0c].{12}|[\x0d-\x10].{16}|[\x11-\x14].{20}|[\x15-\x18].{24}|[\x19-\x1c].{28}|[\x1d-\x20].{32}|[\x21-\x24].{36}|[\x25-\x28].{40}|[\x29-\x2c].{44}|[\x2d-\x30].{48}|[\x31-\x34].{52}|[\x35-\x38].{56}|[\x39-\x3c].{60}|[\x3d-\x40].{64}))*?\x00\x14\x00\x11turn\.l\.google\.com
where: u16be[2] + 20 == size
priority: 28

sample: udp client hex:011300402112a4423132333435363738393a3b3c0009001000000401556e617574686f72697a65640015001030313233343536373839616263646566001400117475726e2e6c2e676f6f676c652e636f6d000000
not-sample: udp client hex:011300402112a4423132333435363738393a3b3c0009001000000401556e617574686f72697a65640015001030313233343536373839616263646566001400117475726e2e6c2e676f67676c652e636f6d000000

application: whatsapp-voice
category: collaboration / voip-video / client-server
risk: 1
ports: udp/dynamic
parent: stun
uses: stun
implicitly-uses: stun
container: whatsapp
reference: RFC 8489 sections 5 and 14 (layout), RFC 8656 section 7.1 (an Allocate request has REQUESTED-TRANSPORT, which these lack)

# An Allocate request that begins with an attribute of the private range, 0x4000 to 0x4007, and has no transport to ask for.
signature: relay-request
over: udp
either: ^\x00\x03[\x00\x01].\x21\x12\xa4\x42.{12}\x40[\x00-\x07][\x00\x01].{17}
where: u16be[2] + 20 == size and u16be[22] + 24 <= size
priority: 28

# Its answer: the address, then the relay's clock in a private attribute.
signature: relay-answer
over: udp
either: ^\x01\x03\x00.\x21\x12\xa4\x42.{12}\x00\x20\x00(?:\x08\x00\x01.{6}|\x14\x00\x02.{18})\x40\x02\x00\x08\x00\x00[\x01-\x03].{5}
where: u16be[2] + 20 == size
priority: 28

sample: udp client hex:000300842112a4423132333435363738393a3b3c40000066808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5000000080014000102030405060708090a0b0c0d0e0f10111213
sample: udp server hex:010300182112a4423132333435363738393a3b3c002000080001b6696e31b187400200080000018011223344
not-sample: udp client hex:000300202112a4423132333435363738393a3b3c001900041100000000080014000102030405060708090a0b0c0d0e0f10111213
not-sample: udp client hex:010300142112a4423132333435363738393a3b3c002000080001b6696e31b187000d000400000258

application: skype
category: collaboration / voip-video / peer-to-peer
risk: 5
characteristics: evasive-behavior, consume-big-bandwidth, used-by-malware, able-to-transfer-file, has-known-vulnerability, prone-to-misuse, pervasive-use, is-saas
ports: tcp/dynamic udp/dynamic
parent: stun
uses: stun, ssl, web-browsing
implicitly-uses: stun, ssl, web-browsing
deny-action: drop-reset
reference: [MS-TURN] 2.2.2 (attributes MS-Version 0x8008 and MS-Service-Quality 0x8055), [MS-ICE2] 2.2 (Implementation Version 0x8070), [MS-TURN] 2.2.1 (magic cookie attribute)

# An attribute of Microsoft's own: version of the protocol or of the implementation, or the quality of service that is asked for.
signature: microsoft-attribute
over: udp
either: ^[\x00\x01].{3}\x21\x12\xa4\x42.{12}(?:..\x00(?:\x00|[\x01-\x04].{4}|[\x05-\x08].{8}|[\x09-\x0c].{12}|[\x0d-\x10].{16}|[\x11-\x14].{20}|[\x15-\x18].{24}|[\x19-\x1c].{28}|[\x1d-\x20].{32}|[\x21-\x24].{36}|[\x25-\x28].{40}|[\x29-\x2c].{44}|[\x2d-\x30].{48}|[\x31-\x34].{52}|[\x35-\x38].{56}|[\x39-\x3c].{60}|[\x3d-\x40].{64}))*?\x80(?:\x08\x00\x04\x00\x00\x00[\x01-\x0f]|\x70\x00\x04\x00\x00\x00[\x01-\x0f]|\x55\x00\x04\x00[\x01-\x0f]\x00[\x00-\x0f])
where: u16be[2] + 20 == size
priority: 28

# Without the cookie of RFC 8489: the attribute with that of [MS-TURN] comes first, and the version follows or a destination and data.
signature: microsoft-cookie
over: udp
either: ^[\x00\x01].\x00.{17}\x00\x0f\x00\x04\x72\xc6\x4b\xc6(?:\x80[\x08\x37]\x00\x04|\x00\x12\x00\x08\x00\x01.{6}\x00\x13)
where: u16be[2] + 20 == size
priority: 28

sample: udp client hex:000100442112a4423132333435363738393a3b3c00060009616263643a65666768000000002400046efffeff802a00080000000001020304807000040000000200080014000102030405060708090a0b0c0d0e0f10111213
sample: udp client hex:000300182112a4423132333435363738393a3b3c001000040000000480080004000000068055000400020002
sample: udp client hex:01040010112233443132333435363738393a3b3c000f000472c64bc68008000400000001
not-sample: udp client hex:000100382112a4423132333435363738393a3b3c00060009616263643a65666768000000002400046efffeff807100040000000200080014000102030405060708090a0b0c0d0e0f10111213
not-sample: udp client hex:01040010112233443132333435363738393a3b3c000f000472c64bc78008000400000001
