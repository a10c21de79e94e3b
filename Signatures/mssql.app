application: mssql-db
category: business-systems / database / client-server
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/1433 udp/1433
reference: [MS-TDS] 2.2.3.1 (packet header), 2.2.5.3 (ALL_HEADERS), 2.2.6.4 (LOGIN7), 2.2.6.5 (PRELOGIN), 2.2.7 (token streams)
timeout-tcp: 3600

signature: pre-login
client: ^\x12[\x00\x01]\x00.\x00\x00[\x00\x01]\x00\x00\x00.\x00\x06\x01\x00

signature: pre-login answer
server: ^\x04\x01\x00.\x00\x00[\x00\x01]\x00\x00\x00.\x00\x06\x01\x00

signature: login
client: ^\x10[\x00\x01]..\x00\x00[\x00\x01]\x00..\x00\x00(?:\x00\x00\x00\x70|\x01\x00\x00\x71|\x02\x00\x09\x72|\x03\x00[\x0a\x0b]\x73|\x04\x00\x00\x74|\x00\x00[\x09\x0a]\x07)

signature: batch or call in mid-stream
client: ^[\x01\x03\x0e][\x00\x01\x08\x09]....[\x00-\xff]\x00\x16\x00\x00\x00\x12\x00\x00\x00\x02\x00

signature: call or text without headers in mid-stream
client: ^(?:\x03[\x00\x01\x08\x09]....[\x00-\x02]\x00(?:[\x01-\x80]\x00(?:[\x20-\x7e]\x00){4}|\xff\xff[\x01-\x0f]\x00)|\x01[\x00\x01]....[\x00-\x02]\x00(?:[\x09\x0a\x0d\x20-\x7e]\x00){6})
where: u16be[2] >= 12

signature: response in mid-stream
server: ^\x04[\x00\x01]....[\x00-\xff]\x00(?:\x81[\x00-\xff][\x00-\x03]|\xe3.[\x00-\x02]|[\xaa\xab].[\x00-\x0f]|\xad.\x00\x01|\x79...\x00|[\xfd\xfe\xff].[\x00-\x03].\x00|\xd1)
where: u16be[2] == size or (u16be[2] <= size and u8[1] == 0 and u8[u16be[2]] == 4)

sample: tcp client hex:1201002f0000010000001a00060100200001020021000103002200040400260001ff
sample: tcp server hex:0401002b0000010000001a00060100200001020021000103002200000400220001ff
sample: tcp client hex:100100900000010088000000.04000074
sample(mid-stream): tcp client hex:010100260000010016000000120000000200.0000000000000000.01000000.73006500
sample(mid-stream): tcp client hex:0301002000000100.0500730070005f0065007800
sample(mid-stream): tcp server hex:0401001500340100.fd100000000000000000000000
not-sample: tcp client hex:1201002f0000010000001a00060200200001020021
not-sample(mid-stream): tcp server hex:0401001600340100.fd100000000000000000000000
