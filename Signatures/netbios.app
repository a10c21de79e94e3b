# Encoded NetBIOS names are a 0x20 length byte and 32 letters A to P.
application: netbios-ns
category: networking / infrastructure / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/137 udp/137
reference: RFC 1002 section 4.2 (name service packets), section 4.1 (name encoding)

signature: name
over: udp tcp
either: ^..[\x00-\x7f\x80-\xff][\x00-\xbf]\x00[\x00\x01]\x00[\x00\x01]\x00[\x00\x01]\x00[\x00\x01]\x20[A-P]{32}(?:\x00|[\x01-\x3f][^\x00]{1,240}\x00)\x00[\x01\x0a\x20\x21]\x00\x01

sample: udp client hex:9c1a01100001000000000000204648464a4341454c4341434143414341434143414341434143414341434141410000200001
not-sample: udp client hex:9c1a01100001000000000000204648464a4341454c4341434143414341434143414341434143414341434141510000200001

application: netbios-dg
category: networking / infrastructure / network-protocol
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: udp/138
reference: RFC 1002 section 4.4 (datagram service packets)

signature: datagram
over: udp
either: ^[\x10-\x12][\x00-\x1f].{12}\x20[A-P]{32}(?:\x00|[\x01-\x3f])

signature: query
over: udp
either: ^[\x14-\x16][\x00-\x1f].{8}\x20[A-P]{32}(?:\x00|[\x01-\x3f])


signature: error
over: udp
either: ^\x13[\x00-\x1f].{2}.{4}\x00\x8a[\x82-\x84]$

sample: udp client hex:110a8001c0a80132008a00bb0000204648464a4341454c43414341434143414341434143414341434143414341414100204648464a4341454c43414341434143414341434143414341434143414341414100ff534d4225
sample: udp client hex:140a8001c0a80132008a204648464a4341454c43414341434143414341434143414341434143414341414100
sample: udp client hex:130a8001c0a80132008a82
not-sample: udp client hex:190a8001c0a80132008a00bb0000204648464a4341454c43414341434143414341434143414341434143414341414100
