application: ldap
category: business-systems / auth-service / client-server
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/389,636,3268-3269 udp/389,3268
secure-ports: tcp/636
reference: RFC 4511 sections 4.2 to 4.14 and 5.1 (BER), RFC 4752 (GSSAPI layer) with RFC 4121 tokens, [MS-ADTS] 6.3.3 (CLDAP)
timeout-tcp: 1800

# Each message is SEQUENCE { messageID INTEGER, protocolOp [APPLICATION n] }.

signature: bind request
client: ^\x30(?:[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)\x02(?:\x01.|\x02..|\x03...|\x04....)\x60(?:[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)\x02\x01[\x02\x03]\x04

signature: response with a result
over: tcp udp
server: ^\x30(?:[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)\x02(?:\x01.|\x02..|\x03...|\x04....)[\x61\x65\x67\x69\x6b\x6d\x6f\x78](?:[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)\x0a\x01[\x00-\x7f]\x04

signature: search request
over: tcp udp
client: ^\x30(?:[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)\x02(?:\x01.|\x02..|\x03...|\x04....)\x63(?:[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)\x04(?:[\x00-\x7f]|\x81.|\x82..|\x84....)[\x20-\xff]{0,400}\x0a\x01[\x00-\x03]\x0a\x01[\x00-\x03]\x02[\x01-\x04]

signature: search entry
over: tcp udp
server: ^\x30(?:[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)\x02(?:\x01.|\x02..|\x03...|\x04....)\x64(?:[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)\x04(?:[\x00-\x7f]|\x81.|\x82..|\x84....)[\x20-\xff]{0,400}\x30(?:[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)(?:\x30(?:[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)\x04|\x30)

signature: extended request
client: ^\x30(?:[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)\x02(?:\x01.|\x02..|\x03...|\x04....)\x77(?:[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)\x80[\x05-\x40][0-2]\.\d

signature: change request in mid-stream
client: ^\x30(?:[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)\x02(?:\x01.|\x02..|\x03...|\x04....)[\x66\x68\x6c\x6e](?:[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)\x04(?:[\x00-\x7f]|\x81.|\x82..|\x84....)(?i:cn|ou|dc|uid|o)=

signature: unbind or abandon
client: ^\x30\x05\x02\x01.\x42\x00|^\x30\x06\x02\x01.\x50\x01.|^\x30\x84\x00\x00\x00\x05\x02\x01.\x42\x00

signature: sealed messages in mid-stream
either: ^\x00[\x00-\x0f]..(?:\x05\x04[\x00-\x07]\xff\x00|\x60(?:[\x00-\x7f]|\x81.|\x82..)\x06\x09\x2a\x86\x48\x86\xf7\x12\x01\x02\x02\x02\x01)
where: u32be[0] >= 16

sample: tcp client hex:300c020101600702010304008000
sample(mid-stream): tcp server hex:300c02010161070a010004000400
sample: udp client hex:3025.020101.6320.0400.0a0100.0a0100.020100.020100.010100.870b6f626a656374436c6173733000
sample(mid-stream): tcp server hex:3015.020102.6410.0404636e3d61.3008.3006.0402636e.3100
sample(mid-stream): tcp server hex:300c020102.6507.0a0100.0400.0400
sample: tcp client hex:301d02010177188016312e332e362e312e342e312e313436362e3230303337
sample(mid-stream): tcp client hex:300c.020103.6607.0405.636e3d6162
sample(mid-stream): tcp client hex:30050201034200
sample(mid-stream): tcp client hex:00000040.050406ff0000001c
not-sample: udp client hex:302902010004067075626c6963a01c
not-sample: tcp client hex:300c020101600702010504008000
