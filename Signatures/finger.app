application: finger
category: general-internet / internet-utility / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/79 udp/79
reference: RFC 1288 section 2.3 and the answers shown in its section 4

signature: query and answer
client: ^(?:/W ?)?[A-Za-z0-9._@-]{0,128}\r\n
server: ^(?!HTTP/1\.)\s{0,8}(?:[^\r\n]{0,200}\r?\n){0,3}(?:Login(?: name)?[: ]|[^\r\n]{0,100}(?i:no such user|No one logged on|no one is logged on)|finger: |In real life:|[^\r\n]{0,100}\bIn real life)

signature: verbose query
client: ^/W [A-Za-z0-9._-]{1,64}\r\n

sample: tcp client "root\r\n" server "Login: root           \t\t\tName: root\r\nDirectory: /root\r\n"
sample: tcp client "/W root\r\n"
not-sample: tcp client "root\r\n" server "Hello root\r\n"
