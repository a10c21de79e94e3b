application: radius
category: business-systems / auth-service / client-server
risk: 1
characteristics: pervasive-use
ports: udp/1813,1812,1645,1646
reference: RFC 2865 section 3 (packet format), RFC 2866, RFC 5176

# Length is exact and the attributes follow one another; three of them are walked.
signature: attributes
over: udp
either: ^[\x01-\x05\x0b\x28-\x2d].[\x00-\x0f].{17}[\x01-\xff][\x03-\xff]
where: u16be[2] == size and u8[21] >= 3 and (size == 20 + u8[21] or u8[20+u8[21]] >= 1 and u8[21+u8[21]] >= 3 and (size == 20 + u8[21] + u8[21+u8[21]] or u8[20+u8[21]+u8[21+u8[21]]] >= 1 and u8[21+u8[21]+u8[21+u8[21]]] >= 3 and 20 + u8[21] + u8[21+u8[21]] + u8[21+u8[21]+u8[21+u8[21]]] <= size))

# Answers without attributes are the header alone; both directions speak with one identifier scheme.
signature: header-alone
over: udp
either: ^[\x02\x03\x05\x29\x2a\x2c\x2d].\x00\x14
where: size == 20
priority: 30

sample: udp client hex:01c9003f00112233445566778899aabbccddeeff01077374657665021222d81e9aa8d0ad2e9a4914e7ea3b550c0406c0a801100506000000033d0600000005
sample: udp server hex:02c9002600112233445566778899aabbccddeeff060600000001070600000001080608080808
sample: udp server hex:05c9001400112233445566778899aabbccddeeff
not-sample: udp client hex:01c9004000112233445566778899aabbccddeeff0107737465766502127319ab459e3eb693d8f08d1c56f66909
not-sample: udp server hex:07c9001400112233445566778899aabbccddeeff
