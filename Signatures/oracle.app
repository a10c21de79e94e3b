application: oracle
category: business-systems / database / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/1521
reference: Oracle Net Services documentation, TNS packet types; header as described in public dissections: length, checksum, type, flags, header checksum
timeout-tcp: 3600

signature: connect
client: ^[\x00-\x7f].\x00\x00\x01[\x00-\x08]\x00\x00\x01[\x2c-\x40]\x01[\x2c-\x40]

signature: accept
server: ^[\x00-\x7f].\x00\x00\x02[\x00-\x08]\x00\x00\x01[\x2c-\x40]
where: u16be[0] <= size

signature: refuse or redirect
server: ^[\x00-\x7f].\x00\x00(?:\x04[\x00-\x08]\x00\x00..\x00.|\x05[\x00-\x08]\x00\x00..)\((?:DESCRIPTION|ADDRESS)=

signature: resend
client: ^[\x00-\x7f].\x00\x00[\x01\x06]
server: ^\x00\x08\x00\x00\x0b[\x00-\x08]\x00\x00

signature: native service negotiation in mid-stream
either: ^[\x00-\x7f].\x00\x00\x06[\x00-\x08]\x00\x00..\xde\xad\xbe\xef

sample: tcp client hex:00e0000001000000 client hex:0138012c0000
sample: tcp server hex:001800000200000001380000080000000100000000180041
sample: tcp server "\x00\x41\x00\x00\x04\x00\x00\x00\x22\x00\x00\x35(DESCRIPTION=(TMP=)(VSNNUM=1)"
sample: tcp client hex:003a000001000000 server hex:00080000 server hex:0b000000
sample(mid-stream): tcp client hex:009c0000060000000000deadbeef0092
not-sample: tcp client hex:00e0000001000000 client hex:0338012c
