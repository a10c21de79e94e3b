application: postgres
category: business-systems / database / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/5432
reference: PostgreSQL documentation, "Frontend/Backend Protocol": message flow and message formats (protocol 3.0)
timeout-tcp: 3600

signature: startup message
client: ^\x00\x00..\x00\x03\x00[\x00-\x02][a-z_]{3,30}\x00

signature: encryption or cancel request
client: ^\x00\x00\x00(?:\x08\x04\xd2\x16[\x2f\x30]|\x10\x04\xd2\x16\x2e)

signature: authentication request
server: ^[SNG]?R\x00\x00\x00(?:\x08\x00\x00\x00[\x00\x03\x07\x09]|\x0c\x00\x00\x00\x05|.\x00\x00\x00\x0aSCRAM-)

signature: error before authentication
server: ^[SN]?E\x00\x00..S(?:ERROR|FATAL|PANIC)\x00

signature: query in mid-stream
client: ^[QP]\x00[\x00-\x0f]..[\x20-\x7e\n\r\t]{0,64}\x00?\s{0,8}(?i:select|insert|update|delete|begin|commit|rollback|set|show|create|drop|alter|copy|with)[ \x00;\n]
where: u32be[1] >= 8

signature: results in mid-stream
server: ^(?:1\x00\x00\x00\x04[2tTn]\x00\x00|2\x00\x00\x00\x04[TDCn]\x00\x00|C\x00\x00\x00.(?:SELECT|INSERT|UPDATE|DELETE|BEGIN|COMMIT|ROLLBACK|SET|SHOW|CREATE|COPY)[ \x00]|Z\x00\x00\x00\x05[ITE])

sample: tcp client "\x00\x00\x00\x17\x00\x03\x00\x00user\x00amy\x00\x00"
sample: tcp client hex:0000000804d2162f server "N"
sample: tcp server hex:520000000c00000005.01020304
sample: tcp server "E\x00\x00\x00\x50SFATAL\x00C28000\x00"
sample(mid-stream): tcp client "Q\x00\x00\x00\x0dSELECT 1\x00"
sample(mid-stream): tcp server "C\x00\x00\x00\x0dSELECT 1\x00Z\x00\x00\x00\x05I"
not-sample: tcp client "\x00\x00\x00\x17\x00\x02\x00\x00user\x00amy\x00\x00"
not-sample: tcp server hex:520000000c00000002.01020304
