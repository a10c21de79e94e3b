# Services of China, Russia and neighbours, by the host names that they use and nobody else does: TLS server name or HTTP host.

application: yandex
category: general-internet / internet-utility / browser-based
risk: 2
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Yandex developer documentation
hosts: yandex.ru yandex.com yandex.net yastatic.net ya.ru yandex.ua yandex.kz yandex.by yandex.com.tr yandex.st

sample: tcp client "GET / HTTP/1.1\r\nHost: www.yandex.ru\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: yandex.st\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: yandex.ru.example.net\r\n\r\n"

application: yandex-mail
category: collaboration / email / browser-based
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, pervasive-use, is-saas
ports: tcp/80
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Yandex developer documentation
hosts: mail.yandex.ru mail.yandex.com mail.yandex.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.mail.yandex.ru\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: mail.yandex.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: mail.yandex.ru.example.net\r\n\r\n"

application: yandex-disk
category: general-internet / file-sharing / client-server
risk: 3
characteristics: evasive-behavior, able-to-transfer-file, pervasive-use, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Yandex developer documentation
hosts: disk.yandex.ru disk.yandex.com disk.yandex.net yadi.sk

sample: tcp client "GET / HTTP/1.1\r\nHost: www.disk.yandex.ru\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: yadi.sk\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: disk.yandex.ru.example.net\r\n\r\n"

application: yandex-maps
category: general-internet / internet-utility / browser-based
risk: 1
characteristics: has-known-vulnerability
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Yandex developer documentation
hosts: maps.yandex.ru maps.yandex.com maps.yandex.net api-maps.yandex.ru

sample: tcp client "GET / HTTP/1.1\r\nHost: www.maps.yandex.ru\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: api-maps.yandex.ru\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: maps.yandex.ru.example.net\r\n\r\n"

application: yandex-music
category: media / audio-streaming / client-server
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Yandex developer documentation
hosts: music.yandex.ru music.yandex.com music.yandex.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.music.yandex.ru\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: music.yandex.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: music.yandex.ru.example.net\r\n\r\n"

application: yandex-market
category: general-internet / internet-utility / browser-based
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Yandex developer documentation
hosts: market.yandex.ru market.yandex.com market.yandex.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.market.yandex.ru\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: market.yandex.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: market.yandex.ru.example.net\r\n\r\n"

application: yandex-metrika
category: general-internet / internet-utility / browser-based
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Yandex developer documentation
hosts: mc.yandex.ru mc.yandex.com metrika.yandex.ru metrica.yandex.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.mc.yandex.ru\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: metrica.yandex.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: mc.yandex.ru.example.net\r\n\r\n"

application: yandex-direct
category: general-internet / internet-utility / browser-based
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Yandex developer documentation
hosts: direct.yandex.ru direct.yandex.com an.yandex.ru

sample: tcp client "GET / HTTP/1.1\r\nHost: www.direct.yandex.ru\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: an.yandex.ru\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: direct.yandex.ru.example.net\r\n\r\n"

application: mail.ru-base
category: collaboration / social-networking / browser-based
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Mail.ru
hosts: mail.ru imgsmail.ru mradx.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.mail.ru\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: mradx.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: mail.ru.example.net\r\n\r\n"

application: baidu-hi-base
category: collaboration / instant-messaging / client-server
risk: 3
characteristics: used-by-malware, has-known-vulnerability, pervasive-use
ports: tcp/dynamic udp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Baidu
hosts: im.baidu.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.im.baidu.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: im.baidu.com.example.net\r\n\r\n"

application: taobao
category: general-internet / internet-utility / browser-based
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Taobao
hosts: taobao.com tmall.com alicdn.com tbcdn.cn

sample: tcp client "GET / HTTP/1.1\r\nHost: www.taobao.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: tbcdn.cn\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: taobao.com.example.net\r\n\r\n"

application: tencent-video
category: media / photo-video / browser-based
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Tencent
hosts: v.qq.com video.qq.com wetv.vip

sample: tcp client "GET / HTTP/1.1\r\nHost: www.v.qq.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: wetv.vip\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: v.qq.com.example.net\r\n\r\n"

application: tencent-games
category: media / gaming / client-server
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Tencent
hosts: gamesafe.qq.com igamecj.com proximabeta.com tencentgames.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.gamesafe.qq.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: tencentgames.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: gamesafe.qq.com.example.net\r\n\r\n"

application: xiaomi
category: general-internet / internet-utility / browser-based
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Xiaomi
hosts: xiaomi.com mi.com miui.com xiaomi.net mi-img.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.xiaomi.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: mi-img.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: xiaomi.com.example.net\r\n\r\n"

application: likee
category: media / photo-video / browser-based
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Likee
hosts: like.video likee.video likee.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.like.video\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: likee.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: like.video.example.net\r\n\r\n"

application: bilibili
category: media / photo-video / browser-based
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Bilibili
hosts: bilibili.com bilivideo.com hdslb.com biliapi.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.bilibili.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: biliapi.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: bilibili.com.example.net\r\n\r\n"
