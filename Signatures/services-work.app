# Conferencing, collaboration, storage and business services, by the host names that they use and nobody else does: TLS server name or HTTP host.

application: zoom
category: collaboration / internet-conferencing / client-server
risk: 1
characteristics: consume-big-bandwidth, is-saas
ports: tcp/80,443,3478-3479,8801-8802 udp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Zoom support, "Network firewall or proxy server settings"; Michel et al., "Enabling Passive Measurement of Zoom Performance in Production Networks" (IMC 2022), headers of media
hosts: zoom.us zoom.com zoomgov.com zoom.com.cn zoomcdn.us

sample: tcp client "GET / HTTP/1.1\r\nHost: www.zoom.us\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: zoomcdn.us\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: zoom.us.example.net\r\n\r\n"

# Zoom's path check: an RFC 3489 message with a private attribute 0x0101 of twenty digits, answered in kind.
signature: path-check
over: udp
either: ^\x00\x01\x00\x18.{16}\x01\x01\x00\x14[0-9]{19}\x00
priority: 60

sample: udp client hex:000100186e5c86fa51fcadd730362d9fac26dcb7010100143132333435363738393031323334353637383900
not-sample: udp client hex:0001001895ab56d49dbea6c8c23fdac503eb9333010200143132333435363738393031323334353637383900

# The first two datagrams with a media server: type, sequence, the same sixteen random bytes.
signature: media-handshake
over: udp
client: ^\x01\x00\x02.{16}\x00{7}\x02
where: size >= 80 and size <= 160
server: ^\x02\x00\x01.{24}
where: size == 35 and u32be[27] == 0 and u32be[31] == 0

# Media behind the two headers of Zoom: direction (8 bytes, type 5), then audio (15), video (16) or the screen (13), and RTP at the place of each.
signature: audio
over: udp
either: ^\x05.{6}[\x00\x04]\x0f.{18}[\x80\x90][\x60-\x7f\xe0-\xff]
constant: u32be[35]
rising: u16be[29]
packets: 3
priority: 55

signature: video
over: udp
either: ^\x05.{6}[\x00\x04]\x10.{23}[\x80\x90][\x60-\x7f\xe0-\xff]
constant: u32be[40]
rising: u16be[34]
packets: 3
priority: 55

sample: udp client hex:0100027d51759bbfe5092f53799dc3e70d3157000000000000000225496f93b9dd03274d7197bbe1052b4f7599bfe3092d53779dc1e70b31557b9fc5e90f33597da3c7ed11375b81a5cbef15395f83a9cdf3173d6187abd1f51b3f6589afd3f91d43678db1d7fb21456b server hex:0200017d51759bbfe5092f53799dc3e70d31573b5f85a9cff319aa0000000000000000
sample: udp client hex:05000001020304000f03294d7397bde1072b51759bbfe5092f53799070006400001388010018010f33597da3c7ed11375b81a5cbef15395f83a9cdf3173d6187abd1f51b3f client hex:05000101020304000f0f33597da3c7ed11375b81a5cbef15395f83907000650000138901001801193f6389add3f71d41678bb1d5fb1f45698fb3d9fd23476d91b7db01254b client hex:05000201020304000f193f6389add3f71d41678bb1d5fb1f45698f907000660000138a0100180125496f93b9dd03274d7197bbe1052b4f7599bfe3092d53779dc1e70b3155
sample: udp server hex:05000001020304041003294d7397bde1072b51759bbfe5092f53799dc3e70d31906202bc00002328010018020f33597da3c7ed11375b81a5cbef15395f83a9cdf3173d6187abd1f51b3f6589afd3f91d43678db1d7fb21456b8fb5d9ff23496d93b7dd01274b7195 server hex:0500010102030404100f33597da3c7ed11375b81a5cbef15395f83a9cdf3173d906202bd0000232801001802193f6389add3f71d41678bb1d5fb1f45698fb3d9fd23476d91b7db01254b6f95b9df03294d7397bde1072b51759bbfe5092f53799dc3e70d31577ba1 server hex:050002010203040410193f6389add3f71d41678bb1d5fb1f45698fb3d9fd2347906202be000023280100180225496f93b9dd03274d7197bbe1052b4f7599bfe3092d53779dc1e70b31557b9fc5e90f33597da3c7ed11375b81a5cbef15395f83a9cdf3173d6187ab
not-sample: udp client hex:05000001020304000f03294d7397bde1072b51759bbfe5092f53799070006400001388010018010f33597da3c7ed11375b81a5cbef15395f83a9cdf3173d6187abd1f51b3f client hex:05000101020304000f0f33597da3c7ed11375b81a5cbef15395f83907000630000138901001801193f6389add3f71d41678bb1d5fb1f45698fb3d9fd23476d91b7db01254b client hex:05000201020304000f193f6389add3f71d41678bb1d5fb1f45698f907000620000138a0100180125496f93b9dd03274d7197bbe1052b4f7599bfe3092d53779dc1e70b3155
not-sample: udp client hex:0100037d51759bbfe5092f53799dc3e70d3157000000000000000225496f93b9dd03274d7197bbe1052b4f7599bfe3092d53779dc1e70b31557b9fc5e90f33597da3c7ed11375b81a5cbef15395f83a9cdf3173d6187abd1f51b3f6589afd3f91d43678db1d7fb21456b server hex:0200017d51759bbfe5092f53799dc3e70d31573b5f85a9cff319aa0000000000000000

application: dropbox-base
category: general-internet / file-sharing / client-server
risk: 4
characteristics: evasive-behavior, able-to-transfer-file, has-known-vulnerability, pervasive-use, is-saas
ports: tcp/80,443,17500 udp/17500
container: dropbox
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Dropbox help, "Official Dropbox domains"
hosts: dropbox.com dropboxusercontent.com dropboxapi.com dropboxstatic.com getdropbox.com db.tt dropbox-dns.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.dropbox.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: dropbox-dns.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: dropbox.com.example.net\r\n\r\n"

signature: lan-sync
over: udp
either: ^\{"(?:host_int|version|displayname|port|namespaces)":.{1,300}?"(?:host_int|displayname|namespaces)":

sample: udp client "{\"version\": [2, 0], \"port\": 17500, \"host_int\": 1234567890, \"displayname\": \"\", \"namespaces\": [1, 2]}"
not-sample: udp client "{\"version\": [2, 0], \"port\": 17500, \"name\": 1}"

application: teamspeak
category: collaboration / voip-video / peer-to-peer
risk: 1
characteristics: consume-big-bandwidth, pervasive-use
ports: tcp/80,443,8765,10011,30033,41144 udp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of TeamSpeak
hosts: teamspeak.com teamspeak.de teamspeakusercontent.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.teamspeak.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: teamspeakusercontent.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: teamspeak.com.example.net\r\n\r\n"

signature: init
over: udp
either: ^TS3INIT1

signature: version-2
over: udp
either: ^\xf4\xbe[\x02-\x04]\x00.{12,}$

sample: udp client hex:545333494e49543100650000883bc0f56f935dc00731c9c181103965202464b643
sample: udp client hex:f4be030006e0153b489a7334028a045011b40d44c2e28650d695edf5e9e199ed22fd96563d672cbc3c96bc1597bc7a6782e4797fe9bcc35ecd5989520e230c9f983084977cc2bfa734b87b12c83ca2873351790c775148a0d58f64bbb498e144a4f36a1aae8d63086f3428db444e1285e34144a960713f66ff30786f8a8190151f28f9fb9ad5054cd1b32310f99555ff86c5679e07614ddb2d5f3bcbae9648669a5466f37f10804f922eed44b2e27afcca914cee
not-sample: udp client hex:545333494e49543200650000880f393a4478315f0832f4fa6ff47647fc3577eb30

application: speedtest
category: general-internet / internet-utility / browser-based
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80,8080
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Ookla: Speedtest server requirements
hosts: speedtest.net ookla.com ooklaserver.net

# The folder that a server of one's own offers: the small file, the images by their sizes, the receiver of uploads.
signature: test files
priority: 58
http-req-uri-path: ^(?:/[A-Za-z0-9._~-]{1,64}){0,3}/speedtest/(?:latency\.txt|random\d{3,4}x\d{3,4}\.jpg|upload\.(?:php|asp|aspx|jsp))$

sample: tcp client "GET /speedtest/latency.txt?x=1 HTTP/1.1\r\nHost: measure.example.net\r\n\r\n"
not-sample: tcp client "GET /speedtest/latency.html HTTP/1.1\r\nHost: measure.example.net\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: www.speedtest.net\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: ooklaserver.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: speedtest.net.example.net\r\n\r\n"

signature: hello
over: tcp
client: ^HI(?: [0-9a-f-]{36})?\n
server: ^HELLO [0-9]\.[0-9]

sample: tcp client "HI 00000000-1111-4222-8333-444444444444\n" server "HELLO 2.9 (2.9.2)\n"
not-sample: tcp client "HI 00000000\n" server "HOLA 2.9 (2.9.2)\n"

application: mumble
category: collaboration / voip-video / client-server
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Mumble
hosts: mumble.info

sample: tcp client "GET / HTTP/1.1\r\nHost: www.mumble.info\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: mumble.info.example.net\r\n\r\n"

signature: ping
over: udp
client: ^\x00\x00\x00\x00.{8}$
where: size == 12
server: ^\x00\x01[\x00-\x09].{9}\x00\x00.{10}$
where: size == 24

sample: udp client hex:000000000ae86d7f375e9c01 server hex:0001030446bcd0986d1cac2c000000000000006400011940
not-sample: udp client hex:000000008106b67849f73ee4 server hex:00020304baa59a17cf7c3f79000000000000006400011940
