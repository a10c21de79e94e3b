application: drda
category: business-systems / database / network-protocol
risk: 1
ports: tcp/55000
reference: The Open Group, DRDA Volume 3 (Distributed Data Management): DSS header and code points

signature: exchange of attributes and security
either: ^..\xd0[\x01-\x05\x11\x41-\x45\x51\x53]..[\x00-\x7f].(?:\x10\x41|\x14\x43|\x10\x6d|\x14\xac|\x10\x6e|\x12\x19|\x20\x01|\x22\x01)
where: u16be[0] == u16be[6] + 6

signature: statements in mid-stream
either: ^..\xd0[\x01-\x05\x11\x41-\x45\x51\x53]..[\x00-\x7f].(?:\x20[\x01-\x19]|\x22[\x01-\x25]|\x24[\x05-\x16])
where: u16be[0] == u16be[6] + 6 and u16be[0] <= size

sample: tcp client hex:0026d04100010020.1041.0017115e8482f2
sample(mid-stream): tcp client hex:000ad00100010004.200e
not-sample: tcp client hex:0026d04100010021.1041.0017115e8482f2
