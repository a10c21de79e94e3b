# Services for administrators and developers: backups, distributed compilers, measurements, updates.

application: bacula
category: business-systems / storage-backup / client-server
risk: 2
characteristics: consume-big-bandwidth, has-known-vulnerability
ports: tcp/9101-9103
reference: Bacula developer's guide: daemon protocol (length of four bytes, "Hello … calling") and the challenge of cram-md5

# A length in front of a command; the callers name themselves.
signature: hello
client: ^\x00\x00\x00[\x0e-\xff]Hello [\x21-\x7e][\x20-\x7e]{0,200} calling\b
where: u32be[0] + 4 <= size

signature: challenge
client: ^\x00\x00\x00[\x0a-\xff]Hello [\x21-\x7e]
server: ^\x00\x00\x00[\x18-\xff]auth cram-md5c? <[\x21-\x7e]{3,200}> ssl=[0-2]\n

sample: tcp client "\x00\x00\x00\x20Hello Director example calling\n\x00"
sample: tcp client "\x00\x00\x00\x10Hello Start Job " server "\x00\x00\x00\x2aauth cram-md5 <12345.67890@storage> ssl=0\n"
not-sample: tcp client "\x00\x00\x00\x20Hello Director example called.\n\x00"
not-sample: tcp client "\x00\x00\x00\x10Hallo Start Job " server "\x00\x00\x00\x2aauth cram-md5 <12345.67890@storage> ssl=0\n"

application: distcc
category: business-systems / general-business / client-server
risk: 1
characteristics: has-known-vulnerability
ports: tcp/3632
reference: distcc documentation: protocol versions 1 to 3 (tokens of four letters with eight hexadecimal digits)

signature: request
client: ^DIST0000000[1-9](?:ARGC|CDIR|HOST|NFIL)[0-9a-f]{8}

sample: tcp client "DIST00000001" client "ARGC00000005" client "ARGV00000002" client "cc"
not-sample: tcp client "DIST00000001" client "ARGS00000005"

application: iperf
category: networking / infrastructure / client-server
risk: 1
characteristics: consume-big-bandwidth
ports: tcp/5001,5201 udp/5001,5201
reference: iperf3 documentation: control connection (cookie of 36 characters of base 32 and a zero byte, states, parameters in JSON behind their length)

# The first connection: the server asks for the parameters (state 9) or has no time (255).
signature: control
priority: 52
client: ^[a-z2-7]{36}\x00
server: ^[\x09\xff]

# Streams repeat the cookie of the control connection; the base 32 has digits that a word has not.
signature: stream
client: ^(?=[a-z]{0,35}[2-7])(?=[2-7]{0,35}[a-z])[a-z2-7]{36}\x00

sample: tcp client "abcdefghijklmnopqrstuvwxyzabcdefghij\0" server hex:09 client hex:0000001c client "{\"tcp\":true,\"omit\":0,\"x\":12}"
sample: tcp client "abcdefghijklmnopqrstuvwxyz234567abcd\0" client hex:8001020304
not-sample: tcp client "abcdefghijklmnopqrstuvwxyz234567abc8\0" server hex:09
not-sample: tcp client "abcdefghijklmnopqrstuvwxyzabcdefghij\0" server hex:0a

application: ms-update
category: business-systems / software-update / client-server
risk: 4
characteristics: evasive-behavior, consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80,443,8530-8531
reference: [MS-WUSP] section 2.1; Microsoft, delivery optimization reference (user agents)
parent: web-browsing
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing

signature: agent
priority: 58
http-req-user-agent-header: ^(?:Windows-Update-Agent(?:/|$)|Microsoft-Delivery-Optimization/)

sample: tcp client "POST /ClientWebService/client.asmx HTTP/1.1\r\nHost: updates.example.net:8530\r\nUser-Agent: Windows-Update-Agent/10.0 Client-Protocol/2.0\r\n\r\n"
sample: tcp client "GET /filestreamingservice/files/1 HTTP/1.1\r\nHost: cache.example.net\r\nUser-Agent: Microsoft-Delivery-Optimization/10.0\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: cache.example.net\r\nUser-Agent: Windows-Update-Agents\r\n\r\n"
