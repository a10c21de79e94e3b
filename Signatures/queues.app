application: kafka
category: business-systems / general-business / client-server
risk: 1
characteristics: able-to-transfer-file
ports: tcp/9092-9094
reference: Apache Kafka protocol guide: request header v1 and v2, ApiVersions

signature: request
client: ^\x00[\x00-\x0f]..\x00[\x00-\x4a]\x00[\x00-\x12].{4}\x00[\x03-\x60][A-Za-z0-9._-]{3,96}
where: u16be[12] + 10 <= u32be[0] and u32be[0] + 4 <= size and u8[u16be[12] + 13] >= 0x2d and u8[u16be[12] + 13] <= 0x7a

signature: request without a client name
client: ^\x00\x00..\x00[\x00-\x0a]\x00[\x00-\x02].{4}(?:\xff\xff(?:\xff\xff\xff\xff|\x00\x00)|\x00\x00\xff\xff\xff\xff)
where: u32be[0] + 4 <= size and u32be[0] >= 12

signature: versions answer
client: ^\x00\x00..\x00\x12\x00[\x00-\x04]
server: ^\x00\x00..(.{4})\x00\x00(?:\x00\x00\x00[\x10-\x60]|[\x10-\x60])\x00\x00\x00

sample: tcp client "\x00\x00\x00\x14\x00\x12\x00\x00\x00\x00\x00\x01\x00\x0aconsumer-1"
sample: tcp client hex:00000012.0002.0000.00000001.ffff.ffffffff.00000001.0000
sample: tcp client hex:000000090012000000000001 client hex:ffff00 server hex:0000010600000001000000000022000000000007
not-sample: tcp client "\x00\x00\x00\x14\x00\x12\x00\x00\x00\x00\x00\x01\x00\x14consumer-1"

application: nats
category: business-systems / general-business / client-server
risk: 1
ports: tcp/4222
reference: NATS documentation, "Client Protocol"

signature: server information
server: ^INFO \{ ?"

signature: connect
client: ^CONNECT \{ ?"[a-z_]{3,20}" ?:

signature: publish and deliver in mid-stream
either: ^(?:PUB|MSG) [!-~]{1,255}(?: [!-~]{1,255}){0,2} \d{1,8}\r\n

sample: tcp server "INFO {\"server_id\":\"Zk0GQ3JBSrg3oyxCRRlE09\",\"port\":4222}\r\n"
sample: tcp client "CONNECT {\"verbose\":false,\"pedantic\":false}\r\nPING\r\n"
sample(mid-stream): tcp client "PUB foo.bar 5\r\nhello\r\n"
not-sample: tcp server "INFO server ready\r\n"

application: stomp
category: business-systems / general-business / client-server
risk: 1
ports: tcp/61613
reference: STOMP 1.2 specification, "Connecting" and "STOMP Frames"

signature: connect
client: ^(?:CONNECT|STOMP)\r?\n(?:[A-Za-z-]{2,30}:[^\r\n]{0,200}\r?\n){1,12}

signature: connected
server: ^CONNECTED\r?\n[A-Za-z-]{2,30}:

signature: frames in mid-stream
either: ^\n{0,4}(?:SEND|MESSAGE|SUBSCRIBE|UNSUBSCRIBE|RECEIPT|ACK|NACK|ERROR)\r?\n(?:destination|content-type|content-length|message-id|subscription|receipt-id|receipt|id|ack|message|transaction):

sample: tcp client "CONNECT\naccept-version:1.2\nhost:stomp.example.org\n\n\0"
sample: tcp server "CONNECTED\nversion:1.2\n\n\0"
sample(mid-stream): tcp client "SEND\ndestination:/queue/a\n\nhello\0"
not-sample: tcp client "CONNECT example.org:443 HTTP/1.1\r\n"

application: openwire
category: business-systems / general-business / client-server
risk: 1
ports: tcp/61616
reference: Apache ActiveMQ, "OpenWire Version 2 Specification" (WireFormatInfo)

signature: wire format information
either: ^\x00\x00..\x01ActiveMQ\x00\x00\x00

sample: tcp server hex:0000011e014163746976654d510000000c01
not-sample: tcp server hex:0000011e024163746976654d510000000c01

application: apache-zookeeper
category: business-systems / management / client-server
risk: 1
characteristics: pervasive-use
ports: tcp/2181,3181,4181
reference: Apache ZooKeeper: zookeeper.jute (ConnectRequest, ConnectResponse) and the administrator's guide (four letter words)

signature: connect request
client: ^\x00\x00\x00[\x2c\x2d]\x00\x00\x00\x00.{8}\x00[\x00-\x0f]...{8}\x00\x00\x00\x10

signature: four letter words
client: ^(?:ruok|stat|mntr|srvr|conf|cons|envi|dump|wchs|isro)
server: ^(?:imok|Zookeeper version|zk_version|clientPort=|Environment:|SessionTracker|r[ow])

sample: tcp client hex:0000002d.00000000.0000000000000000.00007530.0000000000000000.00000010.0000000000000000.0000000000000000.00
sample: tcp client "ruok" server "imok"
not-sample: tcp client "ruok" server "yes"
