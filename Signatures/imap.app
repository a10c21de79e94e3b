application: imap
category: collaboration / email / client-server
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/143
secure-ports: tcp/993
reference: RFC 3501 and RFC 9051 sections 2.2, 6 and 7

signature: greeting that names itself
server: ^\* (?:OK|PREAUTH|BYE) [^\r\n]{0,1000}(?:IMAP|imap|Imap|CAPABILITY)

signature: greeting and tagged command
server: ^\* (?:OK|PREAUTH)[ \r\n]
client: ^[A-Za-z0-9.]{1,16} (?i:CAPABILITY|LOGIN|AUTHENTICATE|STARTTLS|NOOP|ID|LOGOUT|SELECT|EXAMINE|NAMESPACE|LIST|LSUB|ENABLE|STATUS)[ \r\n]

signature: capability list
server: ^\* CAPABILITY [^\r\n]{0,300}IMAP4

signature: tagged command in mid-stream
client: ^[A-Za-z0-9.]{1,16} (?:CAPABILITY\r\n|LOGIN \S{1,200} \S{1,200}\r\n|AUTHENTICATE [A-Z0-9-]{4,20}[ \r]|SELECT \"?[^\r\n\"]{1,200}\"?\r\n|UID (?:FETCH|SEARCH|STORE|COPY) [\d:*,]{1,100}[ \r]|FETCH [\d:*,]{1,100} [(A-Z])

signature: mailbox state in mid-stream
server: ^\* \d{1,9} (?:EXISTS|RECENT|EXPUNGE)\r\n|^\* \d{1,9} FETCH \(|^\* (?:LIST|LSUB) \([\\A-Za-z ]{0,100}\) |^\* FLAGS \(

sample: tcp server "* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n"
sample: tcp server "* OK hello\r\n" client "a001 NOOP\r\n"
sample(mid-stream): tcp server "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"
sample(mid-stream): tcp client "a2 UID FETCH 1:* (FLAGS)\r\n"
sample(mid-stream): tcp server "* 18 EXISTS\r\n* FLAGS (\\Answered)\r\n"
not-sample: tcp server "* OK hello\r\n" client "QUIT\r\n"
