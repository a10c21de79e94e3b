# Social networks and messengers, by the host names that they use and nobody else does: TLS server name or HTTP host.

application: whatsapp-base
category: collaboration / instant-messaging / client-server
risk: 1
ports: tcp/80,443,5222-5223
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: WhatsApp Business documentation, "Network requirements"
hosts: whatsapp.com whatsapp.net wa.me whatsapp.biz

signature: chat handshake
client: ^(?:ED\x00\x01\x00\x00..)?WA[\x01-\x06][\x00-\x0f]\x00[\x00-\x01](?:.\x12|.\xf8[\x03-\x09]\x01)

sample: tcp client "GET / HTTP/1.1\r\nHost: www.whatsapp.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: whatsapp.biz\r\n\r\n"
sample: tcp client hex:57410603000024.12220a20000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
not-sample: tcp client hex:57410703000024.12220a20
not-sample: tcp client "GET / HTTP/1.1\r\nHost: whatsapp.com.example.net\r\n\r\n"

application: telegram
category: collaboration / instant-messaging / client-server
risk: 2
characteristics: able-to-transfer-file, has-known-vulnerability
ports: tcp/80,443
parent: stun
uses: stun, ssl, web-browsing
implicitly-uses: stun, ssl, web-browsing
deny-action: drop-reset
reference: Telegram web and bot documentation; RFC 8489 section 14.9 (REALM): that of its relays is telegram.org
hosts: telegram.org telegram.me t.me tdesktop.com telegra.ph telesco.pe telegram-cdn.org

sample: tcp client "GET / HTTP/1.1\r\nHost: www.telegram.org\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: telegram-cdn.org\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: telegram.org.example.net\r\n\r\n"

# Calls through a reflector: peer tag of 16 bytes, then twelve bytes of ones and a request for the own address, or its answer.
signature: call-reflector
over: udp
either: ^(?!\xff{16}).{16}\xff{12}(?:\xfe\xff\xff\xff|\xff\xff\xff\xff|.{4})
where: size >= 32

sample: udp client hex:c39d2860d3de9cdbafc3beee0e81feecfffffffffffffffffffffffffeffffff29887ec1946b6157
not-sample: udp client hex:c68ca3c583cf7bad55d08465342dee8dffffffffffffffffffffff00feffffffd51e085d0fd7b330

# Calls through a relay: its realm, behind any number of other attributes (see calls.app).
signature: relay-realm
over: udp
either: ^[\x00\x01].{3}\x21\x12\xa4\x42.{12}(?:..\x00(?:\x00|[\x01-\x04].{4}|[\x05-\x08].{8}|[\x09-\x0c].{12}|[\x0d-\x10].{16}|[\x11-\x14].{20}|[\x15-\x18].{24}|[\x19-\x1c].{28}|[\x1d-\x20].{32}|[\x21-\x24].{36}|[\x25-\x28].{40}|[\x29-\x2c].{44}|[\x2d-\x30].{48}|[\x31-\x34].{52}|[\x35-\x38].{56}|[\x39-\x3c].{60}|[\x3d-\x40].{64}))*?\x00\x14\x00\x0ctelegram\.org
where: u16be[2] + 20 == size
priority: 28

sample: udp client hex:011300382112a4423132333435363738393a3b3c0009001000000401556e617574686f72697a656400150010303132333435363738396162636465660014000c74656c656772616d2e6f7267
not-sample: udp client hex:011300382112a4423132333435363738393a3b3c0009001000000401556e617574686f72697a656400150010303132333435363738396162636465660014000c74656c656772616e2e6f7267

application: qq-base
category: collaboration / instant-messaging / client-server
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80,443,8000,8080 udp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of QQ; OICQ datagrams as publicly described: flag 2, version, command below 0x100, sequence, account number, closed by 3
hosts: qq.com gtimg.cn gtimg.com qlogo.cn qpic.cn idqqimg.com gtimg.com.cn

sample: tcp client "GET / HTTP/1.1\r\nHost: www.qq.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: gtimg.com.cn\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: qq.com.example.net\r\n\r\n"

signature: datagram
over: udp
either: ^\x02[\x01-\x3f][\x01-\xff]\x00[\x01-\xff].{6}.{4,}\x03$
where: size >= 20 and (u16be[3] <= 0x60 or u16be[3] >= 0x80 and u16be[3] <= 0xf5)
priority: 20

sample: udp client hex:02344900022b110a4f91c30000000000000000021c22daa673c740c82c90c878406ba3b3ef01f55ecc9d3203
not-sample: udp client hex:02344900022b110a4f91c3000000000000000088f17a63ce441c0732732cba1043646d5a93dfd636dd727204

