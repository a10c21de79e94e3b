application: mysql
category: business-systems / database / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/3306
reference: MySQL Client/Server Protocol: Protocol::HandshakeV10, HandshakeResponse41, SSLRequest, ERR_Packet, COM_QUERY, ColumnDefinition41
timeout-tcp: 3600

signature: server handshake
server: ^.[\x00\x01]\x00\x00\x0a[\x20-\x7e]{3,80}\x00.{4}[\x01-\xff]{8}\x00
where: u24le[0] + 4 <= size

signature: server refuses
server: ^.[\x00-\x02]\x00[\x00\x01]\xff(?:\x69\x04|\x6a\x04|\x10\x04|\x15\x04|\x81\x04)(?:#[0-9A-Z]{5})?[\x20-\x7e]{8}

signature: handshake response
client: ^.[\x00-\x03]\x00\x01.{4}...[\x00-\x40].(?:\x00{23}|\x00{19}.{4})

signature: text query in mid-stream
client: ^..[\x00-\x03]\x00\x03\s{0,8}(?i:select|set|show|insert|update|delete|replace|commit|begin|start|rollback|create|drop|alter|use|call)[ \n\r\t\x00;]
where: u24le[0] >= 4

signature: result set in mid-stream
server: ^\x01\x00\x00\x01[\x01-\xfa].\x00\x00\x02\x03def

signature: OK packet in mid-stream
server: ^\x07\x00\x00[\x01-\x04]\x00[\x00-\xfa][\x00-\xfa][\x02\x03][\x00\x40]\x00\x00
where: size >= 11

sample: tcp server hex:4a0000000a382e302e333600.0a000000.1112131415161718.00.ffff.ff.0200.ffff.15.00000000000000000000.212223242526272829303132.00.6d7973716c5f6e61746976655f70617373776f726400
sample: tcp server "\x44\x00\x00\x00\xff\x6a\x04Host '192.0.2.7' is not allowed to connect to this MySQL server"
sample: tcp client hex:20000001.85ae7f00.00000001.21.0000000000000000000000000000000000000000000000
sample(mid-stream): tcp client "\x09\x00\x00\x00\x03select 1"
sample(mid-stream): tcp server hex:01000001011700000203646566000000
sample(mid-stream): tcp server hex:0700000100000002000000
not-sample: tcp server hex:4a0000000b382e302e333600.0a000000.1112131415161718.00
not-sample: tcp client hex:20000002.85ae7f00.00000001.21.0000000000000000000000000000000000000000000000
