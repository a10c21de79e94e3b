application: pop3
category: collaboration / email / client-server
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/110
secure-ports: tcp/995
reference: RFC 1939 sections 4 to 7, RFC 2449 (CAPA), RFC 2595 (STLS), RFC 5034 (AUTH)

signature: greeting and command
server: ^\+OK[ \r\n][^\r\n]{0,500}
client: ^(?i:USER [^\r\n]{1,100}|APOP [^\r\n ]{1,100} [0-9a-f]{32}|CAPA|STLS|AUTH(?: (?:PLAIN|LOGIN|NTLM|GSSAPI|CRAM-MD5|DIGEST-MD5|XOAUTH2)[^\r\n]{0,1000})?|STAT|UIDL(?: \d{1,9})?|LIST(?: \d{1,9})?|RETR \d{1,9}|DELE \d{1,9}|TOP \d{1,9} \d{1,9})\r?\n

signature: greeting that names itself
server: ^\+OK [^\r\n]{0,200}(?i:POP3|POP server|Dovecot ready|QPOP|<[0-9A-Za-z.]{4,80}@[^>\r\n ]{1,200}>)

signature: capability list
server: ^\+OK[^\r\n]{0,100}\r\n(?:[A-Z][^\r\n]{0,100}\r\n){0,12}(?:UIDL|TOP|STLS|RESP-CODES|USER)\r\n

signature: drop listing in mid-stream
server: ^\+OK \d{1,7} messages? \(\d{1,12} octets\)

sample: tcp server "+OK ready\r\n" client "USER mrose\r\n"
sample: tcp server "+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>\r\n"
sample: tcp server "+OK Capability list follows\r\nTOP\r\nUSER\r\nUIDL\r\n.\r\n"
sample(mid-stream): tcp server "+OK 2 messages (320 octets)\r\n"
not-sample: tcp server "+OK\r\n" client "*1\r\n$4\r\nPING\r\n"
not-sample: tcp client "USER mrose\r\n"
