application: mongodb
category: business-systems / database / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/27017
reference: MongoDB Wire Protocol documentation: MsgHeader, OP_MSG, OP_QUERY, OP_REPLY, OP_COMPRESSED
timeout-tcp: 3600

signature: query
client: ^...\x00.{8}\xd4\x07\x00\x00.\x00\x00\x00[A-Za-z0-9_-]{1,64}\.[$\x20-\x7e]{1,120}\x00
where: u32le[0] >= 36

signature: message
either: ^..[\x00-\x02]\x00.{8}\xdd\x07\x00\x00[\x00-\x03]\x00[\x00\x01]\x00\x00
where: u32le[21] + 21 <= u32le[0] and u32le[21] >= 5

signature: compressed message
either: ^..[\x00-\x02]\x00.{8}\xdc\x07\x00\x00(?:\xd4\x07|\xdd\x07)\x00\x00..[\x00-\x02]\x00[\x00-\x03]

signature: reply
server: ^..[\x00-\x02]\x00.{8}\x01\x00\x00\x00[\x00-\x0f]\x00\x00\x00.{12}\x01\x00\x00\x00
where: u32le[36] + 36 == u32le[0]

signature: older operations
client: ^..[\x00-\x02]\x00.{8}(?:\xd1|\xd2|\xd5|\xd6)\x07\x00\x00[\x00-\x03]\x00\x00\x00[A-Za-z0-9_-]{1,64}\.[$\x20-\x7e]{1,120}\x00

sample: tcp client hex:3a000000.01000000.00000000.d4070000.00000000 client "admin.$cmd\x00" client hex:00000000ffffffff
sample: tcp client hex:2e000000.02000000.00000000.dd070000.00000000.00.19000000.1069736d617374657200
sample(mid-stream): tcp client hex:40000000.02000000.00000000.dc070000.dd070000.30000000.02
sample(mid-stream): tcp server hex:29000000.11000000.01000000.01000000.08000000.0000000000000000.00000000.01000000.05000000.00
sample(mid-stream): tcp client hex:3a000000.01000000.00000000.d2070000.00000000 client "test.users\x00"
not-sample: tcp client hex:2e000000.02000000.00000000.dd070000.00000000.00.30000000.10
