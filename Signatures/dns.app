# The Domain Name System and its two relatives on the local link, which share its message layout.

application: dns
category: networking / infrastructure / network-protocol
risk: 4
characteristics: used-by-malware, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/53 udp/53,5353
timeout-udp: 30
reference: RFC 1035 section 4, RFC 6895 (operation codes, classes), RFC 7766 (over TCP)
priority: 45

signature: message
  over: udp
  either: ^[\x00-\xff]{12}
  decoder: dns

signature: message-over-tcp
  over: tcp
  either: ^[\x00-\x3f][\x00-\xff]{13}
  decoder: dns

sample: udp client hex:1234010000010000000000000377777707 "example" hex:03 "com" hex:0000010001
sample: tcp client hex:00211234010000010000000000000377777707 "example" hex:03 "com" hex:0000010001
sample: udp server hex:123481800001000100000000 hex:03777777 hex:07 "example" hex:03 "com" hex:0000010001 hex:c00c000100010000003c0004c0000201
not-sample: udp client hex:1234010000010000000000000377777707 "example" hex:09 "com" hex:0000010001
not-sample: udp client hex:123401000001000000000000c00c00010001
not-sample: udp client hex:12340100ffff0000000000000377777707 "example" hex:03 "com" hex:0000010001

# An inverse query (RFC 1035 section 6.4): operation code 1, no question, one answer with an address and no time to live.
signature: inverse-query
  over: udp
  client: ^..[\x08\x09]\x00\x00\x00\x00\x01\x00\x00\x00\x00(?:[\x01-\x3f][!-~]{1,63}?)*\x00\x00\x01\x00\x01\x00{4}\x00[\x00\x04]

sample: udp client hex:1234.0900.0000.0001.0000.0000.00.0001.0001.00000000.0004.c0000201
not-sample: udp client hex:1234.0900.0000.0002.0000.0000.00.0001.0001.00000000.0004.c0000201

application: mdns
category: networking / infrastructure / network-protocol
risk: 2
characteristics: pervasive-use
ports: udp/5353
reference: RFC 6762 sections 5.4, 10.2 and 18
priority: 46

signature: message
  over: udp
  either: ^\x00\x00[\x00\x02\x04\x06\x80\x84\x86]\x00
  decoder: mdns

sample: udp client hex:0000000000010000000000000a "_googlecas" hex:04 "_tcp" hex:05 "local" hex:00000c0001
# The bit of the authority says nothing in a query (section 18.4).
sample: udp client hex:000004000001000000000000 hex:05 "_http" hex:04 "_tcp" hex:05 "local" hex:00000c8001
sample: udp server hex:000084000000000100000000 hex:07 "printer" hex:05 "local" hex:00000180010000007800 hex:04c0000209
not-sample: udp client hex:1234010000010000000000000a "_googlecas" hex:04 "_tcp" hex:05 "local" hex:00000c0001
not-sample: udp client hex:0000000000010000000000000a "_googlecas" hex:04 "_tcp" hex:05 "globe" hex:00000c0001

application: llmnr
category: networking / infrastructure / network-protocol
risk: 2
characteristics: used-by-malware, pervasive-use
ports: tcp/5355 udp/5355
reference: RFC 4795 sections 2.1 and 3
priority: 46

signature: message
  over: udp
  either: ^[\x00-\xff]{2}[\x00\x80\x84]\x00\x00\x01
  decoder: llmnr

sample: udp client hex:9a3b00000001000000000000 hex:04 "wpad" hex:0000010001
sample: udp server hex:9a3b80000001000100000000 hex:04 "host" hex:0000010001 hex:04 "host" hex:00000100010000001e0004c0000207
not-sample: udp client hex:9a3b01000001000000000000 hex:04 "wpad" hex:0000010001
not-sample: udp client hex:9a3b00000001000000000000 hex:04 "wpad" hex:07 "example" hex:0000010001
