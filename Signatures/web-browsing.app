# HTTP/1 in the clear, and what its first message says of special uses.

application: web-browsing
category: general-internet / internet-utility / browser-based
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80
secure-ports: tcp/443
deny-action: drop-reset
reference: RFC 9112 sections 3 and 4, RFC 9110 section 9 and the registry of methods, RFC 9113 section 3.4 (preface)
priority: 30
final: no

signature: request
  over: tcp
  client: ^(?:GET|HEAD|POST|PUT|DELETE|OPTIONS|TRACE|PATCH|PROPFIND|PROPPATCH|MKCOL|COPY|MOVE|LOCK|UNLOCK|REPORT|SEARCH|CHECKOUT|MERGE|MKACTIVITY|VERSION-CONTROL|NOTIFY|SUBSCRIBE|UNSUBSCRIBE|PURGE|LINK|UNLINK|BIND|ACL|QUERY) [\x21-\x7e\x80-\xff]
  decoder: http

signature: request-without-end
  # A target longer than what is inspected, or cut by the capture.
  over: tcp
  client: ^(?:GET|HEAD|POST|PUT) (?:/|https?://)[\x21-\x7e]{600}

signature: response
  over: tcp
  server: ^HTTP/1\.[01] [1-5][0-9][0-9]
  decoder: http

signature: preface
  # HTTP/2 with prior knowledge.
  over: tcp
  client: ^PRI \* HTTP/2\.0\r\n\r\nSM\r\n\r\n

sample: tcp client "GET / HTTP/1.1\r\nHost: intranet\r\nUser-Agent: curl/8\r\n\r\n" server "HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n"
sample: tcp client "POST /form HTTP/1.0\r\n\r\na=b"
sample(mid-stream): tcp server "HTTP/1.0 404 Not Found\r\n\r\n"
sample(mid-stream): tcp client "x=1&y=2" server "HTTP/1.1 204 No Content\r\n\r\n"
sample: tcp client "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
sample: tcp client "GET /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
not-sample: tcp client "DESCRIBE rtsp://192.0.2.1/ RTSP/1.0\r\nCSeq: 1\r\n\r\n"
not-sample: tcp client "OPTIONS sip:alice@example.com SIP/2.0\r\n\r\n"
not-sample: tcp client "GET / HTTP/3.7\r\n\r\n"

signature: simple request
  # HTTP/0.9 (RFC 1945 section 5): one line, answered by a document without a header.
  over: tcp
  client: ^GET /[\x21-\x7e]{0,1000}\r\n
  server: ^(?i)\s{0,20}<(?:!DOCTYPE[ ]HTML|HTML|HEAD|TITLE|BODY)[\s>]

sample: tcp client "GET /index.html\r\n" server "<HTML><HEAD><TITLE>x</TITLE>"
not-sample: tcp client "GET index.html\r\n" server "<HTML><HEAD><TITLE>x</TITLE>"

signature: request with loose blanks
  # A target with blanks in it, or more than one around it: what servers tolerate, scanners send. A header field follows.
  over: tcp
  client: ^(?!\S+ \S+ HTTP/)(?:GET|HEAD|POST|PUT|OPTIONS)[ \t]{1,8}[^\r\n]{1,1000}?[ \t]{1,8}HTTP/1\.[01]\r?\n[A-Za-z][A-Za-z0-9-]{0,40}:

sample: tcp client "POST  /a  HTTP/1.0\r\nCookie: x\r\nUser-Agent: y\r\n\r\n"
sample: tcp client "GET /cgi-bin/a;cat\t/etc/passwd|?b=c HTTP/1.1\r\nConnection: close\r\n\r\n"
not-sample: tcp client "GET  /a  HTTP/2.0\r\nCookie: x\r\n\r\n"

application: http-proxy
category: networking / proxy / browser-based
risk: 5
characteristics: evasive-behavior, used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/80,443,1080,3128,8000,8080
uses: web-browsing
implicitly-uses: web-browsing
parent: web-browsing
reference: RFC 9112 section 3.2 (absolute and authority form), RFC 9110 section 9.3.6 (CONNECT)
priority: 70

signature: connect
  over: tcp
  client: ^CONNECT (?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]):[0-9]{1,5} HTTP/1\.[01]\r?\n

signature: absolute-target
  over: tcp
  client: ^(?:GET|HEAD|POST|PUT|DELETE|OPTIONS|TRACE|PATCH) (?:https?|ftp)://[\x21-\x7e]{1,4000} HTTP/1\.[01]\r?\n

sample: tcp client "CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n" server "HTTP/1.1 200 Connection established\r\n\r\n"
sample: tcp client "GET http://example.org/ HTTP/1.1\r\nHost: example.org\r\n\r\n"
not-sample: tcp client "GET /?to=http://example.org/ HTTP/1.1\r\nHost: a.example\r\n\r\n"

application: websocket
category: general-internet / internet-utility / browser-based
risk: 3
characteristics: able-to-transfer-file, tunnel-other-application, pervasive-use
ports: tcp/80,443,8080
uses: web-browsing
implicitly-uses: web-browsing
parent: web-browsing
reference: RFC 6455 sections 4.1, 4.2 and 5.2
priority: 65

signature: upgrade-request
  over: tcp
  http-req-headers: (?i)(?:^|\n)upgrade:[ \t]*websocket[ \t]*\r?\n
  http-req-headers: (?i)(?:^|\n)sec-websocket-key:[ \t]*[A-Za-z0-9+/]{22}==

signature: upgrade-response
  over: tcp
  http-rsp-headers: (?i)(?:^|\n)upgrade:[ \t]*websocket[ \t]*\r?\n
  http-rsp-headers: (?i)(?:^|\n)sec-websocket-accept:[ \t]*[A-Za-z0-9+/]{27}=

sample: tcp client "GET /chat HTTP/1.1\r\nHost: a.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: PdOSzALQskDflW5TBjGDMg==\r\nSec-WebSocket-Version: 13\r\n\r\n"
sample(mid-stream): tcp server "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ZCzAu1RqPmOF6AoRBz/Pc+LcP/k=\r\n\r\n"
not-sample: tcp client "GET /chat HTTP/1.1\r\nHost: a.example\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"

# Frames of text in mid-stream (section 5.2): the server's without a mask, the client's with one.
signature: text frames
  over: tcp
  priority: 40
  server: ^\x81[\x10-\x7d][\t\n\r\x20-\x7e]{16}
  where: u8[1] + 2 <= size and u8[u8[1] + 1] >= 0x09 and u8[u8[1] + 1] <= 0x7e
  client: ^\x81[\x81-\xfd](?!.{0,3}?\x00\x00).{4}
  where: u8[1] - 122 <= size

sample(mid-stream): tcp server hex:8112 "Hello to everybody" client hex:8184.a1b2c3d4.11223344
not-sample(mid-stream): tcp server hex:8212 "Hello to everybody" client hex:8184.a1b2c3d4.11223344
