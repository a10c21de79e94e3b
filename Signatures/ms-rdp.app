application: ms-rdp
category: networking / remote-access / client-server
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/3389 udp/3389
reference: [MS-RDPBCGR] 2.2.1.1 to 2.2.1.4, RFC 1006 (TPKT), ITU-T X.224 class 0
timeout-tcp: 3600

signature: connection request with cookie or token
client: ^\x03\x00\x00.[\x06-\xff]\xe0\x00\x00..\x00Cookie: mst(?:shash|s)=

signature: connection request with negotiation
client: ^\x03\x00\x00\x13\x0e\xe0\x00\x00..\x00\x01[\x00-\x0f]\x08\x00[\x00-\x1f]\x00\x00\x00

signature: connection confirm with negotiation
server: ^\x03\x00\x00\x13\x0e\xd0\x00\x00..\x00[\x02\x03].\x08\x00[\x00-\x1f]\x00\x00\x00

signature: plain connection request and confirm
client: ^\x03\x00\x00\x0b\x06\xe0\x00\x00..\x00
server: ^\x03\x00\x00\x0b\x06\xd0\x00\x00..\x00

signature: conference request in mid-stream
either: ^\x03\x00..\x02\xf0\x80\x7f[\x65\x66]\x82

sample: tcp client "\x03\x00\x00\x2b\x26\xe0\x00\x00\x00\x00\x00Cookie: mstshash=eltons\r\n\x01\x00\x08\x00\x00\x00\x00\x00"
sample: tcp client hex:030000130ee000000000000100080003000000
sample(mid-stream): tcp server hex:030000130ed000001234000209080002000000
sample: tcp client hex:0300000b06e00000000000 server hex:0300000b06d00000123400
sample(mid-stream): tcp client hex:030001a002f0807f658201940401010401010101ff
not-sample: tcp client hex:0300001611e00000000100c1020100c2020102c0010a
