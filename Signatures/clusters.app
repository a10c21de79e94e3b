application: raft
category: business-systems / database / client-server
risk: 1
ports: tcp/dynamic
reference: canonical/raft documentation, "Wire protocol": handshake and message preamble, little-endian 64-bit words

signature: handshake
client: ^\x01\x00{7}.{8}[\x08-\x40]\x00{7}(?:\d{1,3}\.\d{1,3}\.|\[[0-9a-f:]{2,40}\]:|[a-z][a-z0-9.-]{2,60}:\d)

sample: tcp client "\x01\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00192.0.2.1:9001\x00\x00"
not-sample: tcp client "\x02\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00192.0.2.1:9001\x00\x00"

application: lustre
category: business-systems / storage-backup / client-server
risk: 1
ports: tcp/988
reference: Lustre networking: acceptor and socket module constants (lnet-types.h, socklnd.h)

signature: connection request
client: ^(?:\x00\x71\xce\xac|\xac\xce\x71\x00)[\x00-\x02]\x00\x00[\x00-\x02]

signature: hello
either: ^(?:\x63\x69\x72\x45[\x01-\x04]\x00\x00\x00|\x45\x72\x69\x63\x00\x00\x00[\x01-\x04])

signature: message in mid-stream
either: ^\xc1\x00\x00\x00.{20}.{4}[\x00-\x0f]\x00\x02\x00.{4}[\x00-\x0f]\x00\x02\x00\x39\x30\x00\x00

sample: tcp client hex:0071ceac01000000.010200c0.00000200
sample: tcp server hex:6369724503000000.010200c0
sample(mid-stream): tcp client hex:c1000000.00000000.0000000000000000.0000000000000000.010200c000000200.020200c000000200.39300000
not-sample: tcp client hex:0071cead01000000.010200c0

application: alibaba-cloud
category: networking / infrastructure / client-server
risk: 1
ports: tcp/dynamic
reference: magic number BABEFACE and a little-endian length before each message, as the cloud's agents send them

signature: messages of both sides
client: ^\xce\xfa\xbe\xba..\x00\x00
server: ^\xce\xfa\xbe\xba..\x00\x00

sample: tcp client hex:cefabeba80000000.01 server hex:cefabeba30000000.02
not-sample: tcp client hex:cefabebb80000000.01 server hex:cefabeba30000000.02

application: radmin
category: networking / remote-access / client-server
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application
ports: tcp/4899
reference: first messages of Radmin 3: version 1, big-endian length, checksum, type

signature: opening of both sides
client: ^\x01\x00\x00\x00[\x01\x05]\x00\x00[\x00-\x02](?:\x08\x08|\x27\x27)
server: ^\x01\x00\x00\x00.\x00[\x00-\x02]

sample: tcp client hex:01000000010000000808 server hex:01000000250000021208
not-sample: tcp client hex:01000000020000000808 server hex:01000000250000021208
