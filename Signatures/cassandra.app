application: cassandra
category: business-systems / database / client-server
risk: 1
characteristics: has-known-vulnerability
ports: tcp/7000,7199,8888,9042,9160,61620-61621
reference: Apache Cassandra native protocol specification, versions 3 to 5, sections 2 and 4

signature: startup
client: ^[\x01-\x05\x42][\x00-\x1f]..?\x01\x00\x00\x00.\x00[\x01-\x08]\x00\x0bCQL_VERSION

signature: options and supported
client: ^[\x01-\x05\x42][\x00-\x1f]..?\x05\x00\x00\x00\x00
server: ^[\x81-\x85\xc2][\x00-\x1f]..?\x06\x00\x00..

signature: supported
server: ^[\x81-\x85\xc2][\x00-\x1f]..?\x06\x00\x00..\x00[\x01-\x08]\x00.(?:CQL_VERSION|COMPRESSION|PROTOCOL_VERSIONS)

signature: query in mid-stream
client: ^[\x03-\x05][\x00-\x1f]..\x07\x00\x00..\x00\x00..(?i:select|insert|update|delete|use|create|alter|drop|begin)[ \n]
where: u32be[9] + 4 <= u32be[5]

sample: tcp client "\x04\x00\x00\x00\x01\x00\x00\x00\x16\x00\x01\x00\x0bCQL_VERSION\x00\x053.0.0"
sample: tcp client hex:040000000500000000 server hex:84000000060000006a0003
sample: tcp server "\x84\x00\x00\x00\x06\x00\x00\x00\x60\x00\x03\x00\x11PROTOCOL_VERSIONS\x00\x03"
sample(mid-stream): tcp client "\x04\x00\x00\x01\x07\x00\x00\x00\x26\x00\x00\x00\x1bSELECT * FROM system.local \x00\x01\x11"
not-sample: tcp client "\x04\x00\x00\x00\x01\x00\x00\x00\x16\x00\x01\x00\x0bSQL_VERSION\x00\x053.0.0"
