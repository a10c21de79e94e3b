# Network Time Protocol. The first byte is leap indicator, version and mode; the classic messages are 48 bytes and may carry a MAC or extensions.
application: ntp
category: networking / infrastructure / network-protocol
risk: 2
characteristics: used-by-malware, pervasive-use
ports: tcp/123 udp/123
reference: RFC 5905 section 7.3; RFC 9327 (mode 6)

# Client or symmetric: stratum at most 16, poll at most 17, precision a small negative power of two (0 or 0x20 from clients that hide it),
# root delay and dispersion below 16 s; simple clients send zeros up to the reference time.
signature: request
over: udp
either: ^(?:[\x0b\x13\x1b\x23\xcb\xd3\xdb\xe3](?:[\x00-\x10][\x03-\x11][\x00\x20\xe0-\xff](?:\x00[\x00-\x0f]|\xff[\xf0-\xff])..\x00[\x00-\x0f]..|\x00[\x00-\x11][\x00\x20\xe0-\xff]\x00{20})|[\x11\x19\x21\xd1\xd9\xe1][\x00-\x10][\x03-\x11][\xe0-\xff](?:\x00[\x00-\x0f]|\xff[\xf0-\xff])..\x00[\x00-\x0f])
where: (size == 48 or size == 52 or size == 68 or size == 72 or size >= 76 and u16be[50] <= size - 48) and (u32be[40] == 0 or u8[40] >= 0x01)

# Server and broadcast: the receive and transmit times lie within 16 s of one another.
signature: response
over: udp
either: ^[\x0a\x0c\x0d\x12\x14\x15\x1a\x1c\x1d\x22\x24\x25\x4c\x54\x5c\x64\x8c\x94\x9c\xa4\xca\xcc\xcd\xd2\xd4\xd5\xda\xdc\xdd\xe2\xe4\xe5][\x00-\x10].[\x00\x20\xe0-\xff](?:\x00|\xff)...\x00
where: (size == 48 or size == 52 or size == 68 or size == 72 or size >= 76) and (u32be[40] - u32be[32] <= 16 and u32be[32] - u32be[40] <= 16 and u32be[40] >= 0x80000000 or u32be[32] == 0 and u32be[36] == 0 and u32be[40] >= 0xc0000000 and size == 48)

# Control messages (ntpq): the count is the length of the data, which is padded to four bytes.
signature: control
over: udp
either: ^[\x0e\x16\x1e\x26\xce\xd6\xde\xe6][\x01-\x0c\x1f\x81-\x8c\x9f\xa1-\xac\xc1-\xcc]..[^\xff]...\x00\x00
where: size >= 12 + u16be[10] and size <= 12 + u16be[10] + 3

# Private messages (ntpdc): implementation 0, 2 or 3, then the size of the items.
signature: private-request
over: udp
either: ^[\x17\x1f][\x00-\x7f][\x00\x02\x03][\x00-\x2d]\x00[\x00-\x10]\x00[\x00-\xff]
where: size >= 8 + u8[5] * u8[7] and (size == 8 or size == 48 or size == 40 or size == 192 or size == 160 or size == 184)

signature: private-response
over: udp
either: ^[\x97\xd7][\x00-\x7f][\x00\x02\x03][\x00-\x2d]\x00.\x00.
where: u8[5] != 0 and size == 8 + u8[5] * u8[7]

sample: udp client hex:1b000000000000000000000000000000000000000000000000000000000000000000000000000000e5f1a20010000000
sample: udp client hex:230006ec00000a3300000b2a4a7d8c105342d967958821d375805bd7d419f32dd48f7283365089399ad61fea2f621acd server hex:240206e800000a3300000b2a4a7d8c10e5f1a20010000000e5f1a20010000000e5f1a20110000000e5f1a20110000001
sample: udp server hex:240206e800000a3300000b2a4a7d8c10e5f1a20010000000e5f1a20010000000e5f1a20110000000e5f1a20110000001
sample: udp client hex:160200010000000000000000
sample: udp client hex:1700032a00000000
sample: udp server hex:d700032a0002004871694df88bbfe673ddb590b1948b836714864269cfa4554b3f20ffe035e8448067063d517d82d60e17f76be62fc68a07e9d93903e23ffedca5a50cd3ec8018da7db3571ea3f1c6bb1d4178b1652ebeb227fb03d5619ec36d06b6b6d34dbd1dbe012a4f017754f856ff5f65e0f0363e1d4534c8e145ee1063631a49353f1aa61d2938e320923a089bac989b3e97ec59ad
not-sample: udp client hex:1b0000000000000000000000000000000000000000000000000000000000000000000000000000
not-sample: udp client hex:2b0206e800000a3300000b2a8c16d27551cefea44b7f3fe57f39e7d45e725e5bfba6f7c60757e8ba9a6f39ea74554845
not-sample: udp server hex:240206e800000a3300000b2a4a7d8c10e5f1a20010000000e5f1a20010000000e5f1a2011000000035f1a20110000001
