application: socks
category: networking / proxy / network-protocol
risk: 5
characteristics: evasive-behavior, used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/1080
reference: RFC 1928 sections 3 to 6, RFC 1929, "SOCKS: A protocol for TCP proxy across firewalls" (version 4), SOCKS 4A

signature: version 5 greeting and request
client: ^\x05(?:\x01[\x00\x02]|\x02[\x00-\x02][\x00-\x02]|\x03[\x00-\x02]{3}|\x04[\x00-\x03]{4})(?:\x01[\x01-\x40][\x20-\x7e]{1,64}[\x01-\x40][\x20-\x7e]{1,64})?\x05[\x01-\x03]\x00[\x01\x03\x04]

signature: version 5 greeting and choice
client: ^\x05(?:\x01[\x00\x02]|\x02[\x00-\x02][\x00-\x02]|\x03[\x00-\x02]{3}|\x04[\x00-\x03]{4})
where: u8[1] + 2 <= size
server: ^\x05[\x00\x02\xff]

signature: version 5 answers
server: ^\x05[\x00\x02](?:\x01\x00)?\x05[\x00-\x08]\x00[\x01\x03\x04]

signature: version 4 request and answer
client: ^\x04[\x01\x02]..[\x00-\xdf]...[\x20-\x7e]{0,64}\x00
server: ^\x00[\x5a-\x5d]......
where: size >= 8

sample: tcp client hex:050100.050100.01c00002010050
sample: tcp client hex:05020002 server hex:0500
sample(mid-stream): tcp server hex:0500.050000.01000000000000
sample: tcp client hex:04010050c000020100 server hex:005a000000000000
not-sample: tcp client hex:05020002 server hex:0501
not-sample: tcp client hex:04010050c000020100 server hex:015a000000000000
