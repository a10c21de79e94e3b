application: irc-base
category: collaboration / instant-messaging / client-server
risk: 5
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/6665-6669
reference: RFC 1459 section 4, RFC 2812 sections 3 and 5, IRCv3 capability negotiation

signature: registration
client: ^(?:CAP LS(?: 30\d)?\r?\n)?(?:PASS [^\r\n]{1,200}\r?\n)?(?:NICK :?[^\r\n ]{1,64}\r?\n|USER [^\r\n ]{1,64} [^\r\n ]{1,64} [^\r\n ]{1,64} :?[^\r\n]{1,200}\r?\n|CAP (?:LS|REQ|END)\b|USER [^\r\n]{1,100}\r?\n(?:NICK|JOIN) )

signature: capabilities
client: ^CAP LS(?: 30\d)?\r?\n

signature: server line
server: ^:[!-~]{2,200} (?:\d{3}|NOTICE|PRIVMSG|JOIN|MODE|PART|QUIT|NICK|TOPIC|KICK|PONG) [^\r\n]{1,500}\r?\n

signature: notice before registration
server: ^NOTICE (?:AUTH|\*) :\*\*\*

signature: messages in mid-stream
either: ^(?:PRIVMSG|NOTICE) [!-~]{1,64} :[^\r\n]{1,500}\r?\n|^JOIN [#&][!-~]{1,64}(?: [!-~]{1,64})?\r?\n

signature: queries in mid-stream
client: ^(?:ISON|WHO|WHOIS|USERHOST|MODE|NAMES) [!-~ ]{1,400}\r?\n
server: ^:[!-~]{2,200} 

signature: ping and pong
client: ^(?:PONG|PING) :?[!-~]{1,100}\r?\n
server: ^(?:PING|PONG|:[!-~]{1,100} PONG) :?[!-~]{1,100}

sample: tcp client "NICK amy\r\nUSER amy 0 * :Amy Pond\r\n"
sample: tcp client "CAP LS 302\r\n"
sample: tcp server ":irc.example.net 001 Wiz :Welcome to the network\r\n"
sample: tcp server "NOTICE AUTH :*** Looking up your hostname\r\n"
sample(mid-stream): tcp client "PRIVMSG #swift :hello\r\n"
sample(mid-stream): tcp client "ISON amy rory\r\n" server ":irc.example.net "
sample(mid-stream): tcp server "PING :irc.example.net\r\n" client "PONG :irc.example.net\r\n"
not-sample: tcp client "USER anonymous\r\n"
not-sample: tcp client "PING\r\n" server "+PONG\r\n"
