# Messaging libraries, databases, monitoring and business systems, by the greetings of their own protocols.

application: zeromq
category: networking / infrastructure / client-server
risk: 1
ports: tcp/dynamic
reference: ZMTP 2.0 (RFC 15 of the ZeroMQ project) and ZMTP 3.1 (RFC 37), greeting

# Signature of ten bytes, version; from version 3 on the mechanism, in 2 the socket's type.
signature: greeting
over: tcp
either: ^\xff\x00{7}.\x7f(?:\x03[\x00\x01](?:NULL|PLAIN|CURVE|GSSAPI)\x00|\x01[\x00-\x0a]\x00)

sample: tcp client hex:ff00000000000000017f.0301.4e554c4c00000000000000000000000000000000.00 server hex:ff00000000000000017f.0301.4e554c4c00000000000000000000000000000000.00
sample: tcp client hex:ff00000000000000017f.0103.0000
not-sample: tcp client hex:ff00000000000000017e.0301.4e554c4c00000000000000000000000000000000.00

application: clickhouse
category: business-systems / database / client-server
risk: 2
ports: tcp/9000
reference: ClickHouse documentation, "Native protocol": Hello of both sides

# Packet type 0, then the program's name with its length.
signature: hello
over: tcp
either: ^\x00[\x0a-\x40]ClickHouse
where: u8[1] + 3 <= size

sample: tcp client hex:0011 "ClickHouse client" hex:1608 server hex:000a "ClickHouse" hex:1608
not-sample: tcp client hex:0111 "ClickHouse client" hex:1608

application: check-mk
category: business-systems / management / client-server
risk: 1
ports: tcp/6556
reference: Checkmk documentation, "The monitoring agents in detail": output of the agent

signature: agent's output
over: tcp
server: ^<<<check_mk>>>\r?\n

sample: tcp server "<<<check_mk>>>\nVersion: 2.2.0\nAgentOS: linux\n"
not-sample: tcp server "<<<check_mrpe>>>\nVersion: 2.2.0\n"

application: afs
category: business-systems / storage-backup / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: udp/7000-7009,7021
reference: OpenAFS, "Rx protocol specification" (packet header), service numbers of AFS

# Small numbers of call, packet and sending; type, flags, security; the service: files, volumes, protection, locations, elections, authentication.
signature: header
over: udp
either: ^.{8}\x00\x00..\x00\x00..\x00\x00..[\x01-\x0d][\x00-\x2f]\x00[\x00-\x05]..(?:\x00[\x01\x04\x32\x33\x34\x49]|\x02[\xdb-\xdd])
where: u32be[0] > 0x10000000 and u32be[4] > 0x10000 and u32be[8] >= 1 and u32be[16] >= 1 and (u8[20] != 1 or u32be[12] >= 1)

sample: udp client hex:c5a1b2c3a1b2c304000000050000000100000009010500000000003400000084
sample: udp server hex:c5a1b2c3a1b2c304000000050000000100000009020400000000000100000084
not-sample: udp client hex:c5a1b2c3a1b2c304000000050000000100000009010500000000003500000084
not-sample: udp client hex:c5a1b2c3a1b2c3040000000500000001000000090e0500000000003400000084

application: sap
category: business-systems / erp-crm / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/80,3200-3399,3600-3699,4800-4899,8000-8001,8010,8080,8100-8199,8443,50000-59914
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: SAP Note on the network interface layer and the pysap project's description of NI, router, message server, enqueue server and DIAG packets

# Length, then the eye-catcher of a router, message server or enqueue server.
signature: eye-catcher
over: tcp
either: ^\x00\x00[\x00-\x7f].(?:NI_(?:ROUTE|PING|PONG)\x00|\*\*MESSAGE\*\*\x00[\x01-\x08]|\xab\xcd\xe1\x23[\x00-\xff])
where: u32be[0] >= 8

# A terminal's first message: the dispatcher's header of 200 bytes, without a request's number yet, behind the length.
signature: terminal
over: tcp
client: ^\x00\x00[\x00-\x10].\xff{4}\x0a\x00{6}\xff{4}
where: u32be[0] >= 208

sample: tcp client hex:00000008 "NI_PING\0"
sample: tcp client hex:0000006e "**MESSAGE**" hex:000400 "-"
sample: tcp client hex:00000106.ffffffff.0a.000000000000.ffffffff.ffffffff.3e00
not-sample: tcp client hex:00000008 "NI_PINH\0"

application: nano
category: general-internet / internet-utility / peer-to-peer
risk: 1
ports: tcp/7075 udp/7075
reference: Nano documentation, "Network protocol": message header

# Network (live, beta, test), versions at most, in use and at least, type, extensions. A keep-alive has eight peers of 18 bytes.
signature: keep-alive
over: udp
either: ^R[ABCX][\x0d-\x1f]{3}\x02\x00\x00
where: size == 152 and u8[2] >= u8[3] and u8[3] >= u8[4]

signature: message
over: udp
either: ^R[ABCX][\x0d-\x1f]{3}[\x02-\x06\x08\x0a-\x0f]
where: size >= 16 and u8[2] >= u8[3] and u8[3] >= u8[4] and (u8[2] == u8[3] or u8[2] <= 21)
packets: 2

sample: udp client hex:524312121202000051759bbfe5092f53799dc3e70d31577ba1c5eb0f35597fa3c9ed13375d81a7cbf1153b5f85a9cff3193d6387add1f71b41658bafd5f91f43698db3d7fd21476b91b5dbff25496f93b9dd03274d7197bbe1052b4f7599bfe3092d53779dc1e70b31557b9fc5e90f33597da3c7ed11375b81a5cbef15395f83a9cdf3173d6187abd1f51b3f6589afd3f91d43678db1d7fb
sample: udp client hex:524312121104060051759bbfe5092f53799dc3e70d31577ba1c5eb0f35597fa3c9ed13375d81a7cbf1153b5f85a9cff3193d6387add1f71b41658bafd5f91f43698db3d7fd21476b server hex:524312121105060025496f93b9dd03274d7197bbe1052b4f7599bfe3092d53779dc1e70b31557b9fc5e90f33597da3c7ed11375b81a5cbef15395f83a9cdf3173d6187abd1f51b3f6589afd3f91d43678db1d7fb21456b8fb5d9ff23496d93b7dd01274b7195bbdf05294f7399bde3072d51779bc1e50b2f55799fc3e90d3357
not-sample: udp client hex:524312121302000051759bbfe5092f53799dc3e70d31577ba1c5eb0f35597fa3c9ed13375d81a7cbf1153b5f85a9cff3193d6387add1f71b41658bafd5f91f43698db3d7fd21476b91b5dbff25496f93b9dd03274d7197bbe1052b4f7599bfe3092d53779dc1e70b31557b9fc5e90f33597da3c7ed11375b81a5cbef15395f83a9cdf3173d6187abd1f51b3f6589afd3f91d43678db1d7fb

application: can-over-ip
category: business-systems / management / network-protocol
risk: 1
ports: udp/11898
reference: proconX, "CAN-ETH protocol": magic, version, number of frames

signature: frames
over: udp
either: ^ISO11898[\x01-\x03][\x00-\x20]

sample: udp client "ISO11898" hex:0101.00000123.08.1122334455667788
not-sample: udp client "ISO11899" hex:0101.00000123.08.1122334455667788

application: json-rpc
category: networking / infrastructure / client-server
risk: 1
ports: tcp/dynamic
reference: JSON-RPC 2.0 specification, sections 4 and 5

signature: message
over: tcp
either: ^[ \t\r\n]{0,4}\[?\{[\t\r\n\x20-\x7e]{0,200}?"jsonrpc"[ \t]{0,4}:[ \t]{0,4}"2\.0"
priority: 20
final: no

sample: tcp client "{\"jsonrpc\": \"2.0\", \"method\": \"subtract\", \"params\": [42, 23], \"id\": 1}\n"
not-sample: tcp client "{\"jsonrpc\": \"1.0\", \"method\": \"subtract\", \"params\": [42, 23], \"id\": 1}\n"

application: ether-s-io
category: business-systems / management / network-protocol
risk: 1
characteristics: pervasive-use
ports: udp/6060
reference: Saia PCD manual 27/600, "Ether-S-I/O": telegrams begin with the name ESIO, then type and version

signature: telegram
over: udp
either: ^ESIO\x00[\x00-\x0f]\x00[\x00-\x0f]
where: size >= 20

sample: udp client "ESIO" hex:0002.0001.0020.00000001.00000002.00000003.00000004
not-sample: udp client "ESIP" hex:0002.0001.0020.00000001.00000002.00000003.00000004
