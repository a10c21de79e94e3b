application: smtp
category: collaboration / email / client-server
risk: 5
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/25,587
secure-ports: tcp/465
reference: RFC 5321 sections 4.1 and 4.2, RFC 2034 (enhanced status codes), RFC 2033 (LMTP)
timeout-tcp: 1800

signature: client greeting
client: ^(?i:EHLO|HELO|LHLO) [\x21-\x7e]{1,255} ?\r?\n

signature: server banner
priority: 60
server: ^220[ -][^\r\n]{0,400}(?:SMTP|Mailer|Postfix|Sendmail)

signature: banner and greeting
server: ^2[25]0(?:[ -][^\r\n]{0,500})?\r?\n
client: ^(?i:EHLO|HELO|LHLO)[ \r\n]

signature: refused at the door
server: ^(?:554|421)[ -](?:[45]\.\d{1,3}\.\d{1,3} )?[^\r\n]{0,300}(?:SMTP|(?i:e?mail)|spam|relay|blocklist|blacklist)

signature: envelope in mid-stream
client: ^(?i:MAIL FROM|RCPT TO): ?<[^>\r\n]{0,320}>[^\r\n]{0,200}\r?\n

signature: enhanced status in mid-stream
server: ^([245])\d\d[ -]\1\.[0-7]\.\d{1,3} [^\r\n]{1,500}\r?\n

signature: extensions in mid-stream
server: ^250-[^\r\n]{1,300}\r?\n250[ -](?:SIZE|PIPELINING|8BITMIME|ETRN|STARTTLS|AUTH|ENHANCEDSTATUSCODES|DSN|CHUNKING|SMTPUTF8|HELP|VRFY|EXPN|XFORWARD)\b

signature: data go-ahead in mid-stream
server: ^354 (?i:end data|enter m|start m|go ahead|please start|send|ok,? send|ready|feed me)

sample: tcp server "220 mail.example.net ESMTP ready\r\n" client "EHLO client.example.org\r\n"
sample: tcp client "EHLO [192.0.2.1]\r\n"
sample: tcp server "220 mx.example.net\r\n" client "HELO\r\n"
sample: tcp server "554 mail.example.net SMTP service not available\r\n"
sample(mid-stream): tcp client "MAIL FROM:<a@example.org> SIZE=1000\r\n"
sample(mid-stream): tcp server "250 2.1.5 Recipient ok\r\n"
sample(mid-stream): tcp server "250-mail.example.net at your service\r\n250-SIZE 10240000\r\n250 HELP\r\n"
sample(mid-stream): tcp server "354 End data with <CR><LF>.<CR><LF>\r\n"
not-sample: tcp server "220 ftp.example.net ready\r\n" client "USER anonymous\r\n"
not-sample: tcp server "250 Directory changed\r\n"
