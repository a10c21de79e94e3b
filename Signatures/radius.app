application: radius
category: business-systems / auth-service / client-server
risk: 1
characteristics: pervasive-use
ports: udp/1813,1812,1645,1646
reference: RFC 2865 section 3 (packet format), RFC 2866, RFC 5176

# Length is exact and the attributes fill it.
signature: attributes
over: udp
either: ^[\x01-\x05\x0b\x28-\x2d].[\x00-\x0f].{17}[\x01-\xff][\x03-\xff]
decoder: radius

# Answers without attributes are the header alone; both directions speak with one identifier scheme.
signature: header-alone
over: udp
either: ^[\x02\x03\x05\x29\x2a\x2c\x2d].\x00\x14(?!.{0,14}\x00\x00)
where: size == 20
priority: 30

sample: udp client hex:01c9003f00112233445566778899aabbccddeeff01077374657665021222d81e9aa8d0ad2e9a4914e7ea3b550c0406c0a801100506000000033d0600000005
sample: udp server hex:02c9002600112233445566778899aabbccddeeff060600000001070600000001080608080808
sample: udp server hex:05c9001400112233445566778899aabbccddeeff
not-sample: udp client hex:01c9004000112233445566778899aabbccddeeff0107737465766502127319ab459e3eb693d8f08d1c56f66909
not-sample: udp server hex:07c9001400112233445566778899aabbccddeeff
