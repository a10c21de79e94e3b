application: tacacs-plus
category: business-systems / auth-service / client-server
risk: 1
characteristics: prone-to-misuse, pervasive-use
ports: tcp/49
reference: RFC 8907 section 4.1

signature: packet
either: ^[\xc0\xc1][\x01-\x03][\x01\x02][\x00\x01\x04\x05]....\x00\x00[\x00-\x04].
where: u32be[8] + 12 <= size and u32be[8] >= 5

sample: tcp client hex:c1010101.01020304.00000006.000102030405
not-sample: tcp client hex:c1010101.01020304.01000006.000102030405

application: rlogin
category: networking / remote-access / client-server
risk: 4
characteristics: used-by-malware, has-known-vulnerability, prone-to-misuse, pervasive-use
ports: tcp/221,513 udp/221
reference: RFC 1282

signature: user, terminal and speed
client: ^\x00[\x21-\x7e]{0,32}\x00[\x21-\x7e]{1,32}\x00[A-Za-z][A-Za-z0-9_+-]{1,40}/\d{2,6}\x00

sample: tcp client "\x00bostic\x00kbostic\x00vt100/9600\x00"
not-sample: tcp client "\x00bostic\x00kbostic\x00vt100\x00"

application: rsh
category: networking / remote-access / client-server
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, prone-to-misuse, pervasive-use
ports: tcp/514
reference: rshd(8) of 4.3BSD: protocol of the remote shell

signature: port, users and command
client: ^\d{1,5}\x00[\x21-\x7e]{1,32}\x00[\x21-\x7e]{1,32}\x00[\x20-\x7e]{1,512}\x00

sample: tcp client "1022\x00amy\x00root\x00ls -l\x00"
not-sample: tcp client "1022\x00amy\x00root\x00"

application: gopher
category: general-internet / internet-utility / client-server
risk: 1
ports: tcp/70
reference: RFC 1436 sections 3.5 and 3.8

signature: directory
client: ^[\x20-\x7e\t]{0,255}\r\n
server: ^[0-9+TgIihs][^\t\r\n]{0,200}\t[^\t\r\n]{0,255}\t[^\t\r\n]{1,128}\t\d{1,5}(?:\t\+)?\r?\n

sample: tcp client "\r\n" server "0About internet Gopher\tStuff:About us\trawBits.micro.umn.edu\t70\r\n"
not-sample: tcp client "\r\n" server "About internet Gopher\tStuff\r\n"

application: proxy-protocol
category: networking / proxy / network-protocol
risk: 2
ports: tcp/dynamic
reference: The PROXY protocol, versions 1 and 2 (haproxy documentation)

signature: header
priority: 20
final: no
client: ^(?:PROXY (?:TCP[46] [0-9A-Fa-f.:]{2,45} [0-9A-Fa-f.:]{2,45} \d{1,5} \d{1,5}|UNKNOWN)[^\r\n]{0,60}\r\n|\r\n\r\n\x00\r\nQUIT\n[\x20\x21])

sample: tcp client "PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n"
not-sample: tcp client "PROXY TCP4 192.0.2.1\r\n"

application: nomachine
category: networking / remote-access / client-server
risk: 2
characteristics: able-to-transfer-file, pervasive-use
ports: tcp/dynamic udp/dynamic
reference: NoMachine NX protocol greeting (NXSSH, nxd), documented for port 4000 in the NoMachine knowledge base

signature: greeting
either: ^NX(?:SH|D)-\d{1,2}\.\d

sample: tcp client "NXSH-6.0.0\n"
not-sample: tcp client "NXSH\n"
