# Uses of HTTP that its own fields tell apart.

application: soap
category: business-systems / general-business / client-server
risk: 2
characteristics: evasive-behavior, tunnel-other-application, pervasive-use
ports: tcp/80,443
reference: SOAP 1.1 (W3C note) section 6.1.1, SOAP 1.2 part 2 section 7 (media type)
parent: web-browsing
uses: web-browsing
implicitly-uses: web-browsing

signature: action header
priority: 60
http-req-headers: (?i)(?:^|\n)SOAPAction ?:

signature: media type
priority: 60
http-content-type: ^(?i:application/soap\+xml)

sample: tcp client "POST /StockQuote HTTP/1.1\r\nHost: www.example.com\r\nContent-Type: text/xml\r\nSOAPAction: \"urn:a\"\r\n\r\n"
sample: tcp client "POST /a HTTP/1.1\r\nHost: www.example.com\r\nContent-Type: application/soap+xml; charset=utf-8\r\n\r\n"
not-sample: tcp client "POST /a HTTP/1.1\r\nHost: www.example.com\r\nX-SOAPAction: x\r\n\r\n"

application: webdav
category: general-internet / file-sharing / browser-based
risk: 5
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/80,443
reference: RFC 4918 section 9, RFC 3253 section 3.6, RFC 5323
parent: web-browsing
uses: web-browsing
implicitly-uses: web-browsing

signature: methods
priority: 55
http-req-method: ^(?:PROPFIND|PROPPATCH|MKCOL|COPY|MOVE|LOCK|UNLOCK|REPORT|MKACTIVITY|VERSION-CONTROL|CHECKOUT|MERGE|ACL|MKCALENDAR|BPROPFIND|BPROPPATCH)$

signature: options with an answer of its own
priority: 55
http-req-method: ^OPTIONS$
http-rsp-headers: (?i)(?:^|\n)DAV:[ \t]*(?:[123]\b|<)

sample: tcp client "OPTIONS /container/ HTTP/1.1\r\nHost: www.example.com\r\n\r\n" server "HTTP/1.1 200 OK\r\nDAV: 1, 2\r\nAllow: OPTIONS, GET, PROPFIND\r\n\r\n"
sample: tcp client "PROPFIND /container/ HTTP/1.1\r\nHost: www.example.com\r\nDepth: 1\r\n\r\n"
not-sample: tcp client "OPTIONS /container/ HTTP/1.1\r\nHost: www.example.com\r\n\r\n"

application: ipp
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/631 udp/631
reference: RFC 8010 sections 3 and 4
parent: web-browsing
uses: web-browsing
implicitly-uses: web-browsing

signature: media type
priority: 60
http-content-type: ^(?i:application/ipp)

sample: tcp client "POST /printers/a HTTP/1.1\r\nHost: printer:631\r\nContent-Type: application/ipp\r\n\r\n"
not-sample: tcp client "POST /printers/a HTTP/1.1\r\nHost: printer:631\r\nContent-Type: text/html\r\n\r\n"

application: ocsp
category: networking / infrastructure / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/80
reference: RFC 6960 appendix A
parent: web-browsing
uses: web-browsing
implicitly-uses: web-browsing

signature: media type
priority: 65
http-content-type: ^(?i:application/ocsp-(?:request|response))

# RFC 6960 appendix A.1: GET with the base64 of an OCSPRequest, which begins with a SEQUENCE of 64 to 127 bytes.
signature: request in the path
priority: 60
http-req-uri-path: /ME[A-Za-z0-9+/%]{40,}(?:=|%3[dD]){0,2}$
http-req-method: ^GET$

sample: tcp client "POST / HTTP/1.1\r\nHost: pki.example.net\r\nContent-Type: application/ocsp-request\r\n\r\n"
sample: tcp client "GET /MEQwQjBAMD4wPDAJBgUrDgMCGgUABBQ50otx%2Fh0Ztl%2Bz8SiPI7wEWVxDlQQUTiJUIBiV5uNu HTTP/1.1\r\nHost: pki.example.net\r\n\r\n"
not-sample: tcp client "GET /MENU HTTP/1.1\r\nHost: pki.example.net\r\n\r\n"

application: http-video
category: media / photo-video / browser-based
risk: 5
characteristics: consume-big-bandwidth, used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80
reference: RFC 6838 and the IANA registry of media types (video/*), RFC 8216 (HTTP live streaming)
parent: web-browsing
uses: web-browsing
implicitly-uses: web-browsing

signature: media type
priority: 35
http-content-type: ^(?i:video/[a-z0-9.+-]{2,40}|application/(?:vnd\.apple\.mpegurl|x-mpegurl|dash\+xml))

sample: tcp client "GET /a.mp4 HTTP/1.1\r\nHost: media.example.net\r\n\r\n" server "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n"
# A manifest of HTTP live streaming or DASH by its name, under a type that says nothing.
signature: manifest
priority: 35
http-req-uri-path: (?i)\.(?:m3u8|mpd)$
http-content-type: ^(?i:application/(?:octet-stream|xml)|binary/octet-stream|text/(?:plain|xml)|audio/(?:x-)?mpegurl)

sample: tcp client "GET /a/index.m3u8 HTTP/1.1\r\nHost: media.example.net\r\n\r\n" server "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
not-sample: tcp client "GET /a/index.m3u8.html HTTP/1.1\r\nHost: media.example.net\r\n\r\n" server "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
not-sample: tcp client "GET /a.mp4 HTTP/1.1\r\nHost: media.example.net\r\n\r\n" server "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"

application: http-audio
category: media / audio-streaming / browser-based
risk: 5
characteristics: consume-big-bandwidth, used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80
reference: RFC 6838 and the IANA registry of media types (audio/*)
parent: web-browsing
uses: web-browsing
implicitly-uses: web-browsing

signature: media type
priority: 35
http-content-type: ^(?i:audio/[a-z0-9.+-]{2,40})

sample: tcp client "GET /a.mp3 HTTP/1.1\r\nHost: media.example.net\r\n\r\n" server "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n"
not-sample: tcp client "GET /a.mp3 HTTP/1.1\r\nHost: media.example.net\r\n\r\n" server "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"

application: flash
category: general-internet / internet-utility / browser-based
risk: 4
characteristics: consume-big-bandwidth, used-by-malware, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80,443
reference: IANA media type application/vnd.adobe.flash.movie; Adobe policy file request
parent: web-browsing
uses: web-browsing
implicitly-uses: web-browsing

signature: media type
priority: 35
http-content-type: ^(?i:application/(?:x-shockwave-flash|vnd\.adobe\.flash))

signature: policy file request
client: ^<policy-file-request/>\x00

sample: tcp client "GET /a.swf HTTP/1.1\r\nHost: media.example.net\r\n\r\n" server "HTTP/1.1 200 OK\r\nContent-Type: application/x-shockwave-flash\r\n\r\n"
sample: tcp client "<policy-file-request/>\0"
not-sample: tcp client "<policy-file-request>"

application: couchdb
category: business-systems / database / browser-based
risk: 1
ports: tcp/5984
reference: Apache CouchDB documentation, "API Basics" (Server header)
parent: web-browsing
uses: web-browsing
implicitly-uses: web-browsing

signature: server header
priority: 60
http-rsp-server-header: ^CouchDB/

sample: tcp client "GET /albums HTTP/1.1\r\nHost: db1:5984\r\n\r\n" server "HTTP/1.1 200 OK\r\nServer: CouchDB/3.3 (Erlang OTP)\r\n\r\n"
not-sample: tcp client "GET /albums HTTP/1.1\r\nHost: db1:5984\r\n\r\n" server "HTTP/1.1 200 OK\r\nServer: Apache\r\n\r\n"
