application: rtmp
category: media / photo-video / browser-based
risk: 4
characteristics: consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80,443,1935
reference: Adobe Real Time Messaging Protocol specification 1.0, section 5.2 (handshake)

signature: handshake of both sides
client: ^\x03.{4}(?:\x00{4}|[\x09\x0a\x80]\x00[\x00-\x7f][\x00-\x0f])
server: ^\x03.{4}[\x00-\x0f]

sample: tcp client hex:03.00000000.80000702.1122334455 server hex:03.11223344.01020304.1122334455
sample: tcp client hex:03.00001234.00000000.1122334455 server hex:03.00001235.00000000.1122334455
not-sample: tcp client hex:03.00001234.00100000.1122334455 server hex:03.00001235.00000000.1122334455

application: icecast
category: media / audio-streaming / client-server
risk: 1
characteristics: has-known-vulnerability
ports: tcp/80,8000
reference: Icecast 2 documentation: source protocol (SOURCE method) and ice- headers
parent: web-browsing
uses: web-browsing
implicitly-uses: web-browsing

signature: source login
client: ^SOURCE /[!-~]{0,200} (?:ICE|HTTP)/1\.[01]\r?\n

# The source client sends the stream with its properties; the server answers at once and takes the body.
signature: source with properties
priority: 60
http-req-method: ^(?:PUT|SOURCE)$
http-req-headers: (?i)\bice-(?:audio-info|bitrate|description|genre|name|public|url):

sample: tcp client "PUT /live.mp3 HTTP/1.1\r\nHost: radio.example.org:8000\r\nContent-Type: audio/mpeg\r\nIce-Public: 0\r\nIce-Name: Example\r\nExpect: 100-continue\r\n\r\n"
not-sample: tcp client "PUT /live.mp3 HTTP/1.1\r\nHost: radio.example.org:8000\r\nContent-Type: audio/mpeg\r\nNice-Name: Example\r\n\r\n"

signature: stream headers
priority: 60
http-rsp-headers: (?i)\b(?:ice(?:cast)?-(?:audio-info|genre|name|pub|url|br):|Server: Icecast)

sample: tcp client "SOURCE /live.mp3 ICE/1.0\r\ncontent-type: audio/mpeg\r\n"
sample: tcp client "GET /live HTTP/1.1\r\nHost: radio.example.org\r\n\r\n" server "HTTP/1.1 200 OK\r\nServer: Icecast 2.4.4\r\nContent-Type: audio/mpeg\r\n\r\n"
not-sample: tcp client "SOURCE /live.mp3 FTP/1.0\r\n"

application: shoutcast
category: media / audio-streaming / client-server
risk: 1
characteristics: consume-big-bandwidth, pervasive-use
ports: tcp/80,8000-8001 udp/8000-8001
reference: SHOUTcast DNAS documentation: ICY response
parent: web-browsing
uses: web-browsing
implicitly-uses: web-browsing

signature: ICY response
server: ^ICY 200 OK\r?\n

sample: tcp client "GET / HTTP/1.0\r\n" server "ICY 200 OK\r\nicy-name:x\r\n"
not-sample: tcp server "ICY 300 OK\r\n"

application: msn-base
category: collaboration / instant-messaging / client-server
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80,443,1863,7001 udp/7001
reference: draft-movva-msn-messenger-protocol-00 (version negotiation)

signature: version negotiation
either: ^VER \d{1,9}(?: MSNP\d{1,2}){1,8}(?: CVR0)?\r\n

sample: tcp client "VER 1 MSNP12 MSNP11 CVR0\r\n"
not-sample: tcp client "VER 1 2\r\n"

application: yahoo-im-base
category: collaboration / instant-messaging / client-server
risk: 4
characteristics: evasive-behavior, used-by-malware, has-known-vulnerability, pervasive-use
ports: tcp/80,443,5050,5101
reference: YMSG protocol notes of the libyahoo2 project (packet header)

signature: header
either: ^YMSG[\x00\x09-\x20][\x00\x09-\x20][\x00\x64]

sample: tcp client "YMSG\x00\x10\x00\x00\x00\x00\x00\x4c\x00\x00\x00\x00\x00\x00\x00\x00"
not-sample: tcp client "YMSG hello"
