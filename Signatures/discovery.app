# Discovery of services and devices on a local network.
application: ssdp
category: networking / infrastructure / peer-to-peer
risk: 1
ports: tcp/1900 udp/1900
reference: UPnP Device Architecture 1.1 sections 1.2 and 1.3

signature: search
over: udp
either: ^(?i:M-SEARCH \* HTTP/1\.[01] ?\r?\n|NOTIFY \* HTTP/1\.[01] ?\r?\n)

signature: response
over: udp
either: ^HTTP/1\.[01] 200 OK ?\r?\n(?:[^\n]{0,300}\n){0,16}?(?i:ST|USN|LOCATION|NT|EXT):

sample: udp client "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 3\r\nST: ssdp:all\r\n\r\n"
sample: udp server "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=1800\r\nST: upnp:rootdevice\r\n\r\n"
not-sample: udp client "SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n\r\n"

# WS-Discovery: a SOAP envelope that names one of the two discovery namespaces.
application: ws-discovery
category: networking / infrastructure / network-protocol
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: udp/3702 tcp/3702
reference: OASIS WS-Discovery 1.1 section 1.4 (namespaces), section 3.1.1

signature: soap
over: udp
either: ^(?:\xef\xbb\xbf)?[ \t\r\n]{0,8}<(?:\?xml|[A-Za-z0-9_-]{1,24}:Envelope|Envelope).{0,1400}?(?:schemas\.xmlsoap\.org/ws/2005/04/discovery|docs\.oasis-open\.org/ws-dd/ns/discovery/2009/01)

sample: udp client "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:wsd=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\"><soap:Body><wsd:Probe/></soap:Body></soap:Envelope>"
not-sample: udp client "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\"><soap:Body/></soap:Envelope>"

application: slp
category: networking / infrastructure / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: udp/427 tcp/427
reference: RFC 2608 section 8 (version 2), RFC 2165 section 5 (version 1)

signature: version-2
over: udp tcp
either: ^\x02[\x01-\x0b]\x00..[\x00-\xe0]\x00\x00[\x00-\xff]{2}..\x00[\x02-\x0a][A-Za-z]{2}
where: u24be[2] <= size and u24be[2] >= 16

signature: version-1
over: udp tcp
either: ^\x01[\x01-\x0b]..[\x00-\xf8]\x00[A-Za-z]{2}\x00[\x03-\x6a]
where: u16be[2] == size
priority: 60

sample: udp client hex:020100002d20000000000c5f0002656e0000000f736572766963653a7072696e746572000764656661756c7400000000
sample: udp client hex:0101001e0000656e000312340000000c736572766963653a666f6f2f0000
not-sample: udp client hex:020d00002d20000000000c5f0002656e0000000f736572766963653a7072696e746572

application: nat-pmp
category: networking / infrastructure / network-protocol
risk: 2
characteristics: evasive-behavior, pervasive-use
ports: udp/5351
reference: RFC 6886 section 3

signature: map-request
over: udp
client: ^\x00[\x01\x02]\x00\x00..[\x00-\xff]{2}\x00[\x00-\x27]..$
where: size == 12

signature: response
over: udp
server: ^\x00[\x80-\x82]\x00[\x00-\x05]\x00...
where: size == 12 and u8[1] == 0x80 or size == 16 and u8[1] != 0x80
priority: 40

sample: udp client hex:000100001234123400000e10
sample: udp client hex:0000 server hex:0080000000012345c0000201
not-sample: udp client hex:000300001234123400000e10

application: pcp
category: networking / infrastructure / network-protocol
risk: 2
characteristics: evasive-behavior, pervasive-use
ports: udp/5351
reference: RFC 6887 sections 7 and 11

# The client's address is carried as IPv6, IPv4 in mapped form.
signature: request
over: udp
client: ^\x02[\x00-\x02]\x00\x00\x00...(?:\x00{10}\xff\xff|[\x20-\x3f\xfc-\xfe].{11}).{4}
where: u8[1] == 0 and size == 24 or u8[1] == 1 and u24be[37] == 0 and (size == 60 or size >= 64 and size % 4 == 0) or u8[1] == 2 and u24be[37] == 0 and (size == 80 or size >= 84 and size % 4 == 0)

signature: response
over: udp
server: ^\x02[\x80-\x82]\x00[\x00-\x0d].{8}\x00{12}
where: size >= 24

sample: udp client hex:0201000000001c2000000000000000000000ffff0a000001ef90cdde078e0364f20aa75e060000000050005000000000000000000000ffff00000000
sample: udp server hex:0281000000001c200000234500000000000000000000000045ad0c43ad8f40475c3ac6f2060000000050005000000000000000000000ffffc0000201
not-sample: udp client hex:0205000000001c2000000000000000000000ffff0a000001cb4c70c69a4e63f55c5d314b
