application: smpp
category: general-internet / internet-utility / client-server
risk: 1
ports: tcp/2775
reference: SMPP 3.4 specification sections 4.1 (bind), 4.2 and 5.1.2 (command identifiers)

signature: bind
client: ^\x00\x00\x00[\x13-\x70]\x00\x00\x00[\x01\x02\x09]\x00\x00\x00\x00.{4}[\x21-\x7e]{1,15}\x00[\x20-\x7e]{0,8}\x00
where: u32be[0] <= size

signature: bind answer
server: ^\x00\x00\x00[\x10-\x40]\x80\x00\x00[\x01\x02\x09]\x00\x00[\x00-\x05].....[\x21-\x7e]{1,15}\x00
where: u32be[0] <= size

signature: enquire link
client: ^\x00\x00\x00\x10\x00\x00\x00\x15\x00\x00\x00\x00
server: ^\x00\x00\x00\x10\x80\x00\x00\x15\x00\x00\x00\x00

signature: message submitted or delivered in mid-stream
either: ^\x00\x00[\x00-\x03].\x00\x00\x00[\x04\x05]\x00\x00\x00\x00.{4}[A-Z0-9]{0,5}\x00[\x00-\x06][\x00-\x12][\x20-\x7e]{1,20}\x00[\x00-\x06][\x00-\x12][\x20-\x7e]{1,20}\x00
where: u32be[0] <= size

sample: tcp client "\x00\x00\x00\x2f\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x01SMPP3TEST\x00secret08\x00SUBMIT1\x00\x00\x01\x01\x00"
sample(mid-stream): tcp server "\x00\x00\x00\x1a\x80\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x01SMPP3TEST\x00"
sample(mid-stream): tcp client hex:00000010000000150000000000000007 server hex:00000010800000150000000000000007
sample(mid-stream): tcp client "\x00\x00\x00\x3a\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x00\x05\x00\x02\x08555\x00\x01\x01555555555\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x0fHello wikipedia"
not-sample: tcp client "\x00\x00\x00\x2f\x00\x00\x00\x03\x00\x00\x00\x00\x00\x00\x00\x01SMPP3TEST\x00secret08\x00SUBMIT1\x00\x00\x01\x01\x00"

application: diameter-base
category: business-systems / auth-service / client-server
risk: 1
characteristics: pervasive-use
ports: tcp/3868
reference: RFC 6733 sections 3 (header), 4.1 (AVP header) and 4.5
timeout-tcp: 3600

signature: message with an attribute
over: tcp sctp udp
either: ^\x01\x00[\x00-\x3f].[\x00\x10\x20\x30\x40\x50\x60\x70\x80\x90\xa0\xb0\xc0\xd0\xe0\xf0](?:\x00[\x01\x02].|\x7f..|\x80..).{12}\x00\x00(?:\x01[\x01-\x2f]|\x02.)[\x00\x20\x40\x60\x80\xc0]\x00[\x00-\x01].
where: u24be[1] >= 28 and u24be[25] >= 8 and u24be[25] + 20 <= u24be[1]

sample: tcp client hex:01000064.80000101.00000000.00000001.00000002.00000108.4000000f.61626300
sample: tcp client hex:01000064.c0000110.01000016.00000001.00000002.00000107.40000020.61626300
not-sample: tcp client hex:02000064.80000101.00000000.00000001.00000002.00000108.4000000f

application: openflow
category: networking / infrastructure / network-protocol
risk: 1
ports: tcp/6633,6653
reference: OpenFlow Switch Specification 1.0 to 1.5, section "OpenFlow Header" and "Hello"

signature: hello from both sides
client: ^[\x01-\x06]\x00\x00[\x08\x10]....(?:\x00\x01\x00\x08\x00\x00|[\x01-\x06][\x00-\x23]\x00)?
server: ^[\x01-\x06]\x00\x00[\x08\x10]....(?:\x00\x01\x00\x08\x00\x00|[\x01-\x06][\x00-\x23]\x00)?

signature: hello and features request
either: ^([\x01-\x06])\x00\x00[\x08\x10]....(?:\x00\x01\x00\x08....)?\1\x05\x00\x08

signature: packet in mid-stream
either: ^([\x01-\x06])[\x0a\x0d\x0e][\x00-\x08].{5}.{16,64}?\x08\x00\x45
where: u16be[2] <= size and u16be[2] >= 40

sample: tcp client hex:0100000800000001 server hex:0100000800000002
sample: tcp server hex:04000010000000010001000800000010.0405000800000002
sample(mid-stream): tcp client hex:010a003c00000000.0000010000280001.0000.ffffffffffff001122334455.0800.45000000000000000000000000000000000000000000000000000000
not-sample: tcp client hex:0100000900000001 server hex:0100000800000002
