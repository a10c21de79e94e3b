application: memcached
category: business-systems / database / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/11211 udp/11211
reference: memcached doc/protocol.txt (text, UDP frame) and doc/protocol-binary (BinaryProtocolRevamped)
timeout-tcp: 3600

signature: storage command
client: ^(?:set|add|replace|append|prepend|cas) [\x21-\x7e]{1,250} \d{1,10} -?\d{1,10} \d{1,10}(?: \d{1,20})?(?: noreply)?\r\n

signature: retrieval and value
client: ^(?:get|gets|gat|gats|mg) [\x21-\x7e]{1,250}[ \r]
server: ^(?:VALUE [\x21-\x7e]{1,250} \d{1,10} \d{1,10}|END\r\n|HD|VA \d|EN\r\n)

signature: value in mid-stream
server: ^VALUE [\x21-\x7e]{1,250} \d{1,10} \d{1,10}(?: \d{1,20})?\r\n

signature: statistics
server: ^STAT [a-z_:0-9]{2,40} [^\r\n]{1,100}\r\nSTAT 

signature: version
client: ^(?:version|stats[^\r\n]{0,40}|verbosity \d|flush_all[^\r\n]{0,20})\r\n
server: ^(?:VERSION \d|STAT [a-z]|OK\r\n)

signature: binary request and response
client: ^\x80[\x00-\x24\x30-\x3c\x40-\x48]..[\x00\x04\x08\x0c\x10\x14\x18]\x00
where: u16be[2] + u8[4] <= u32be[8] and u32be[8] + 24 <= size
server: ^\x81[\x00-\x24\x30-\x3c\x40-\x48]..[\x00\x04\x08]\x00\x00[\x00-\x86]
where: u16be[2] + u8[4] <= u32be[8] and u32be[8] <= 1048600

signature: binary request
client: ^\x80[\x00-\x24]\x00.[\x00\x04\x08\x0c\x10\x14\x18]\x00\x00\x00\x00[\x00-\x0f]
where: u16be[2] + u8[4] <= u32be[8] and u32be[8] + 24 == size and u32be[8] >= 1 and u32be[16] == 0

signature: datagram request
over: udp
client: ^..\x00\x00\x00\x01\x00\x00(?:gets? |gats? |stats|set |add |version|incr |decr |touch |delete )

signature: datagram answer
over: udp
server: ^..\x00.\x00[\x01-\xff]\x00\x00(?:STAT [a-z]|VALUE [\x21-\x7e]{1,250} \d|VERSION \d|END\r\n|STORED\r\n)

sample: tcp client "set key 0 900 5\r\nhello\r\n"
sample: tcp client "get key\r\n" server "END\r\n"
sample(mid-stream): tcp server "VALUE key 0 5\r\nhello\r\nEND\r\n"
sample(mid-stream): tcp server "STAT pid 17\r\nSTAT uptime 9\r\n"
sample: tcp client "version\r\n" server "VERSION 1.6.9\r\n"
sample: tcp client hex:800b00000000000000000000.00000000.0000000000000000 server hex:810b0000000000000000000531323334.0000000000000000312e352e30
sample: tcp client hex:800000050000000000000005.00000000.0000000000000000.48656c6c6f
sample: udp client "\x00\x01\x00\x00\x00\x01\x00\x00stats\r\n"
sample: udp server "\x00\x01\x00\x00\x00\x01\x00\x00STAT pid 17\r\n"
not-sample: tcp client "get key\r\n" server "hello\r\n"
not-sample: udp client "\x00\x01\x00\x00\x00\x01\x00\x00hello\r\n"
