application: nntp
category: general-internet / internet-utility / client-server
risk: 5
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/119
reference: RFC 3977 sections 3 and 5, RFC 4643 (AUTHINFO)

signature: banner that names itself
server: ^20[01][ -][^\r\n]{0,300}(?i:NNTP|InterNetNews|\bINN\b|\bNNRP\b|news)

signature: banner and command
server: ^20[01][ -][^\r\n]{0,300}\r?\n
client: ^(?i:CAPABILITIES|MODE READER|AUTHINFO USER [^\r\n]{1,100}|GROUP [^\r\n]{1,200}|ARTICLE [^\r\n]{1,250}|NEWNEWS [^\r\n]{1,250}|XOVER [^\r\n]{1,100}|LIST(?: ACTIVE[^\r\n]{0,100})?|IHAVE <[^\r\n]{1,250}>)\r?\n

signature: reader mode
client: ^(?i:MODE READER|AUTHINFO USER [!-~]{1,100})\r\n

signature: group answer in mid-stream
client: ^(?i:GROUP) [!-~]{1,200}\r?\n
server: ^211 \d{1,12} \d{1,12} \d{1,12} [!-~]{1,200}

sample: tcp server "200 news.example.org InterNetNews server ready\r\n"
sample: tcp server "200 hello\r\n" client "LIST\r\n"
sample: tcp client "MODE READER\r\n"
sample(mid-stream): tcp client "GROUP misc.test\r\n" server "211 1234 3000234 3002322 misc.test\r\n"
not-sample: tcp server "200 OK\r\n" client "HELP\r\n"
