# Services of Apple, by the host names that they use and nobody else does: TLS server name or HTTP host.

application: icloud-base
category: general-internet / internet-utility / client-server
risk: 2
characteristics: able-to-transfer-file, pervasive-use, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Apple support, "Use Apple products on enterprise networks"
hosts: icloud.com icloud-content.com me.com icloud.apple.com apple-cloudkit.com apple-livephotoskit.com icloud.com.cn

sample: tcp client "GET / HTTP/1.1\r\nHost: www.icloud.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: icloud.com.cn\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: icloud.com.example.net\r\n\r\n"

application: icloud-mail
category: collaboration / email / client-server
risk: 2
characteristics: able-to-transfer-file, pervasive-use, is-saas
ports: tcp/80,443,587,993
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Apple support, "Use Apple products on enterprise networks"
hosts: mail.icloud.com mail.me.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.mail.icloud.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: mail.me.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: mail.icloud.com.example.net\r\n\r\n"

application: itunes-base
category: media / audio-streaming / client-server
risk: 3
characteristics: evasive-behavior, has-known-vulnerability, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Apple support, "Use Apple products on enterprise networks"
hosts: itunes.apple.com itunes.com mzstatic.com phobos.apple.com init.itunes.apple.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.itunes.apple.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: init.itunes.apple.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: itunes.apple.com.example.net\r\n\r\n"

application: apple-appstore
category: general-internet / internet-utility / client-server
risk: 4
characteristics: evasive-behavior, able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Apple support, "Use Apple products on enterprise networks"
hosts: apps.apple.com appstore.com apps.itunes.com appattest.apple.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.apps.apple.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: appattest.apple.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: apps.apple.com.example.net\r\n\r\n"

application: apple-push-notifications
category: general-internet / internet-utility / client-server
risk: 1
characteristics: pervasive-use
ports: tcp/443,2195-2196,5223
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Apple support, "Use Apple products on enterprise networks"
hosts: push.apple.com push-apple.com.akadns.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.push.apple.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: push-apple.com.akadns.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: push.apple.com.example.net\r\n\r\n"

application: apple-update
category: business-systems / software-update / client-server
risk: 3
characteristics: evasive-behavior, consume-big-bandwidth, able-to-transfer-file, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Apple support, "Use Apple products on enterprise networks"
hosts: swscan.apple.com swdist.apple.com swcdn.apple.com updates.apple.com mesu.apple.com gdmf.apple.com
hosts: appldnld.apple.com updates.cdn-apple.com updates-http.cdn-apple.com swdownload.apple.com swquery.apple.com
hosts: oscdn.apple.com osrecovery.apple.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.swscan.apple.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: osrecovery.apple.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: swscan.apple.com.example.net\r\n\r\n"

application: apple-maps
category: general-internet / internet-utility / client-server
risk: 1
characteristics: consume-big-bandwidth, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Apple support, "Use Apple products on enterprise networks"
hosts: maps.apple.com apple-mapkit.com ls.apple.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.maps.apple.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: ls.apple.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: maps.apple.com.example.net\r\n\r\n"

application: apple-siri
category: general-internet / internet-utility / client-server
risk: 1
characteristics: has-known-vulnerability
ports: tcp/443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Apple support, "Use Apple products on enterprise networks"
hosts: guzzoni.apple.com smoot.apple.com siri.apple.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.guzzoni.apple.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: siri.apple.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: guzzoni.apple.com.example.net\r\n\r\n"

application: apple-game-center
category: media / gaming / client-server
risk: 1
characteristics: has-known-vulnerability
ports: tcp/443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Apple support, "Use Apple products on enterprise networks"
hosts: gc.apple.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.gc.apple.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: gc.apple.com.example.net\r\n\r\n"

application: icloud-private-relay
category: networking / encrypted-tunnel / client-server
risk: 4
characteristics: evasive-behavior, tunnel-other-application, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Apple support, "Use Apple products on enterprise networks"
hosts: mask.icloud.com mask-h2.icloud.com mask-api.icloud.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.mask.icloud.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: mask-api.icloud.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: mask.icloud.com.example.net\r\n\r\n"

application: facetime
category: collaboration / voip-video / peer-to-peer
risk: 2
characteristics: consume-big-bandwidth, tunnel-other-application, pervasive-use
ports: tcp/80,443,4080,5223 udp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Apple support, "Use Apple products on enterprise networks"
hosts: facetime.apple.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.facetime.apple.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: facetime.apple.com.example.net\r\n\r\n"
