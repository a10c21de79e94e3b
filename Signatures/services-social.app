# Social networks and messengers, by the host names that they use and nobody else does: TLS server name or HTTP host.

application: facebook-base
category: collaboration / social-networking / browser-based
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80,443
container: facebook
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Meta for Developers: domains of its products
hosts: facebook.com facebook.net fbcdn.net fb.com fb.me fbsbx.com tfbnw.net fb.gg fbcdn.com facebook.de

sample: tcp client "GET / HTTP/1.1\r\nHost: www.facebook.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: facebook.de\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: facebook.com.example.net\r\n\r\n"

application: facebook-chat
category: collaboration / instant-messaging / browser-based
risk: 3
characteristics: evasive-behavior, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80,443
container: facebook
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Meta for Developers: domains of its products
hosts: messenger.com m.me edge-chat.facebook.com edge-mqtt.facebook.com mqtt-mini.facebook.com mqtt.facebook.com
hosts: edge-chat.messenger.com msngr.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.messenger.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: msngr.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: messenger.com.example.net\r\n\r\n"

application: instagram-base
category: media / photo-video / client-server
risk: 2
characteristics: able-to-transfer-file, pervasive-use
ports: tcp/80,443
container: instagram
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Meta for Developers: domains of its products
hosts: instagram.com cdninstagram.com ig.me instagr.am

sample: tcp client "GET / HTTP/1.1\r\nHost: www.instagram.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: instagr.am\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: instagram.com.example.net\r\n\r\n"

application: whatsapp-base
category: collaboration / instant-messaging / client-server
risk: 1
ports: tcp/80,443,5222-5223
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: WhatsApp Business documentation, "Network requirements"
hosts: whatsapp.com whatsapp.net wa.me whatsapp.biz

signature: chat handshake
client: ^(?:ED\x00\x01\x00\x00..)?WA[\x01-\x06][\x00-\x0f]\x00[\x00-\x01](?:.\x12|.\xf8[\x03-\x09]\x01)

sample: tcp client "GET / HTTP/1.1\r\nHost: www.whatsapp.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: whatsapp.biz\r\n\r\n"
sample: tcp client hex:57410603000024.12220a20000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
not-sample: tcp client hex:57410703000024.12220a20
not-sample: tcp client "GET / HTTP/1.1\r\nHost: whatsapp.com.example.net\r\n\r\n"

application: whatsapp-file-transfer
category: general-internet / file-sharing / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: WhatsApp Business documentation, "Network requirements"
hosts: mmg.whatsapp.net mmg-fna.whatsapp.net media.whatsapp.net mms.whatsapp.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.mmg.whatsapp.net\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: mms.whatsapp.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: mmg.whatsapp.net.example.net\r\n\r\n"

application: threads
category: collaboration / social-networking / browser-based
risk: 2
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Meta for Developers: domains of its products
hosts: threads.net threads.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.threads.net\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: threads.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: threads.net.example.net\r\n\r\n"

application: twitter-base
category: collaboration / social-networking / browser-based
risk: 2
characteristics: used-by-malware, pervasive-use
ports: tcp/80,443
container: twitter
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: X developer documentation
hosts: twitter.com twimg.com t.co x.com tweetdeck.com periscope.tv twttr.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.twitter.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: twttr.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: twitter.com.example.net\r\n\r\n"

application: snapchat
category: collaboration / instant-messaging / client-server
risk: 2
characteristics: able-to-transfer-file, prone-to-misuse, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Snap developer documentation
hosts: snapchat.com sc-cdn.net sc-prod.net sc-static.net snap.com snapads.com snapkit.com feelinsonice-hrd.appspot.com
hosts: sc-gw.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.snapchat.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: sc-gw.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: snapchat.com.example.net\r\n\r\n"

application: reddit-base
category: collaboration / social-networking / browser-based
risk: 1
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Reddit
hosts: reddit.com redd.it redditmedia.com redditstatic.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.reddit.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: redditstatic.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: reddit.com.example.net\r\n\r\n"

application: pinterest-base
category: collaboration / social-networking / browser-based
risk: 2
characteristics: able-to-transfer-file, has-known-vulnerability
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Pinterest help
hosts: pinterest.com pinimg.com pinterest.de pinterest.fr pinterest.co.uk pin.it

sample: tcp client "GET / HTTP/1.1\r\nHost: www.pinterest.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: pin.it\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: pinterest.com.example.net\r\n\r\n"

application: tumblr-base
category: collaboration / social-networking / browser-based
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Tumblr
hosts: tumblr.com tumblr.co

sample: tcp client "GET / HTTP/1.1\r\nHost: www.tumblr.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: tumblr.co\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: tumblr.com.example.net\r\n\r\n"

application: tiktok
category: media / photo-video / client-server
risk: 3
characteristics: consume-big-bandwidth, able-to-transfer-file, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: TikTok for Developers
hosts: tiktok.com tiktokv.com tiktokcdn.com tiktokcdn-us.com tiktokcdn-eu.com tiktokv.us ttwstatic.com byteoversea.com
hosts: ibytedtos.com ibyteimg.com muscdn.com musical.ly

sample: tcp client "GET / HTTP/1.1\r\nHost: www.tiktok.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: musical.ly\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: tiktok.com.example.net\r\n\r\n"

application: telegram
category: collaboration / instant-messaging / client-server
risk: 2
characteristics: able-to-transfer-file, has-known-vulnerability
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Telegram web and bot documentation
hosts: telegram.org telegram.me t.me tdesktop.com telegra.ph telesco.pe telegram-cdn.org

sample: tcp client "GET / HTTP/1.1\r\nHost: www.telegram.org\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: telegram-cdn.org\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: telegram.org.example.net\r\n\r\n"

# Calls through a reflector: peer tag of 16 bytes, then twelve bytes of ones and a request for the own address, or its answer.
signature: call-reflector
over: udp
either: ^(?!\xff{16}).{16}\xff{12}(?:\xfe\xff\xff\xff|\xff\xff\xff\xff|.{4})
where: size >= 32

sample: udp client hex:c39d2860d3de9cdbafc3beee0e81feecfffffffffffffffffffffffffeffffff29887ec1946b6157
not-sample: udp client hex:c68ca3c583cf7bad55d08465342dee8dffffffffffffffffffffff00feffffffd51e085d0fd7b330

application: discord
category: collaboration / voip-video / client-server
risk: 2
characteristics: consume-big-bandwidth, able-to-transfer-file
ports: tcp/80,443 udp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Discord developer documentation
hosts: discord.com discordapp.com discord.gg discordapp.net discord.media discordcdn.com discord.co

sample: tcp client "GET / HTTP/1.1\r\nHost: www.discord.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: discord.co\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: discord.com.example.net\r\n\r\n"

application: signal
category: collaboration / instant-messaging / client-server
risk: 1
characteristics: able-to-transfer-file
ports: tcp/443,31337 udp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Signal support, "Firewall and internet settings"
hosts: signal.org whispersystems.org signal.art signal.me

sample: tcp client "GET / HTTP/1.1\r\nHost: www.signal.org\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: signal.me\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: signal.org.example.net\r\n\r\n"

application: viber-base
category: collaboration / voip-video / client-server
risk: 1
characteristics: is-saas
ports: tcp/dynamic udp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Viber support
hosts: viber.com vibercdn.com viber.io

sample: tcp client "GET / HTTP/1.1\r\nHost: www.viber.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: viber.io\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: viber.com.example.net\r\n\r\n"

application: threema
category: collaboration / instant-messaging / client-server
risk: 3
characteristics: evasive-behavior, able-to-transfer-file, prone-to-misuse, pervasive-use
ports: tcp/443,5222
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Threema support, "firewall"
hosts: threema.ch threema.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.threema.ch\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: threema.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: threema.ch.example.net\r\n\r\n"

application: wickr
category: collaboration / social-networking / client-server
risk: 5
characteristics: evasive-behavior, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Wickr
hosts: wickr.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.wickr.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: wickr.com.example.net\r\n\r\n"

application: wechat-base
category: collaboration / instant-messaging / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/80,443,5000,8080,12121 udp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: WeChat developer documentation
hosts: wechat.com weixin.qq.com wx.qq.com weixin.com weixinbridge.com servicewechat.com wechatapp.com wxs.qq.com
hosts: wx.qlogo.cn

sample: tcp client "GET / HTTP/1.1\r\nHost: www.wechat.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: wx.qlogo.cn\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: wechat.com.example.net\r\n\r\n"

application: qq-base
category: collaboration / instant-messaging / client-server
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80,443,8000,8080 udp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of QQ; OICQ datagrams as publicly described: flag 2, version, command below 0x100, sequence, account number, closed by 3
hosts: qq.com gtimg.cn gtimg.com qlogo.cn qpic.cn idqqimg.com gtimg.com.cn

sample: tcp client "GET / HTTP/1.1\r\nHost: www.qq.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: gtimg.com.cn\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: qq.com.example.net\r\n\r\n"

signature: datagram
over: udp
either: ^\x02[\x01-\x3f][\x01-\xff]\x00[\x01-\xff].{6}.{4,}\x03$
where: size >= 20 and (u16be[3] <= 0x60 or u16be[3] >= 0x80 and u16be[3] <= 0xf5)
priority: 20

sample: udp client hex:02344900022b110a4f91c30000000000000000021c22daa673c740c82c90c878406ba3b3ef01f55ecc9d3203
not-sample: udp client hex:02344900022b110a4f91c3000000000000000088f17a63ce441c0732732cba1043646d5a93dfd636dd727204

application: qq-mail
category: collaboration / email / browser-based
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use, is-saas
ports: tcp/80,443,12000
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of QQ
hosts: mail.qq.com exmail.qq.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.mail.qq.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: exmail.qq.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: mail.qq.com.example.net\r\n\r\n"

application: sina-weibo-base
category: collaboration / social-networking / browser-based
risk: 4
characteristics: used-by-malware, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Weibo
hosts: weibo.com weibo.cn sinaimg.cn weibocdn.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.weibo.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: weibocdn.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: weibo.com.example.net\r\n\r\n"

application: naver-line
category: collaboration / voip-video / client-server
risk: 1
characteristics: pervasive-use, is-saas
ports: tcp/80,443,5223,5242,9418 udp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: LINE developer documentation
hosts: line.me line-apps.com line-scdn.net line-cdn.net naver.jp

sample: tcp client "GET / HTTP/1.1\r\nHost: www.line.me\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: naver.jp\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: line.me.example.net\r\n\r\n"

application: kakaotalk-base
category: collaboration / instant-messaging / client-server
risk: 2
characteristics: able-to-transfer-file, has-known-vulnerability
ports: tcp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Kakao developer documentation
hosts: kakao.com kakaocorp.com kakaocdn.net talk.kakao.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.kakao.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: talk.kakao.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: kakao.com.example.net\r\n\r\n"

application: vkontakte-base
category: collaboration / social-networking / browser-based
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: VK developer documentation
hosts: vk.com vk.me vkuser.net userapi.com vkontakte.ru vk-cdn.net vk.ru vkuservideo.net vk.cc

sample: tcp client "GET / HTTP/1.1\r\nHost: www.vk.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: vk.cc\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: vk.com.example.net\r\n\r\n"

application: odnoklassniki-base
category: collaboration / social-networking / browser-based
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Odnoklassniki
hosts: ok.ru odnoklassniki.ru mycdn.me okcdn.ru

sample: tcp client "GET / HTTP/1.1\r\nHost: www.ok.ru\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: okcdn.ru\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: ok.ru.example.net\r\n\r\n"

application: mastodon
category: collaboration / social-networking / browser-based
risk: 2
characteristics: able-to-transfer-file, has-known-vulnerability
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: joinmastodon.org: servers of Mastodon gGmbH
hosts: mastodon.social mastodon.online

sample: tcp client "GET / HTTP/1.1\r\nHost: www.mastodon.social\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: mastodon.online\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: mastodon.social.example.net\r\n\r\n"

application: bluesky
category: collaboration / social-networking / browser-based
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Bluesky developer documentation
hosts: bsky.app bsky.social bsky.network

sample: tcp client "GET / HTTP/1.1\r\nHost: www.bsky.app\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: bsky.network\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: bsky.app.example.net\r\n\r\n"

application: quora
category: collaboration / social-networking / browser-based
risk: 1
characteristics: has-known-vulnerability
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Quora
hosts: quora.com quoracdn.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.quora.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: quoracdn.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: quora.com.example.net\r\n\r\n"

application: badoo
category: collaboration / social-networking / browser-based
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Badoo
hosts: badoo.com badoocdn.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.badoo.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: badoocdn.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: badoo.com.example.net\r\n\r\n"

application: tinder
category: collaboration / social-networking / client-server
risk: 1
characteristics: has-known-vulnerability
ports: tcp/80,443,8883
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Tinder
hosts: gotinder.com tinder.com tindersparks.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.gotinder.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: tindersparks.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: gotinder.com.example.net\r\n\r\n"

application: imo
category: collaboration / instant-messaging / browser-based
risk: 4
characteristics: evasive-behavior, able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of imo
hosts: imo.im

sample: tcp client "GET / HTTP/1.1\r\nHost: www.imo.im\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: imo.im.example.net\r\n\r\n"

application: dingtalk
category: collaboration / instant-messaging / client-server
risk: 2
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: DingTalk developer documentation
hosts: dingtalk.com dingtalkapps.com dingtalk.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.dingtalk.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: dingtalk.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: dingtalk.com.example.net\r\n\r\n"

application: imgur-base
category: media / photo-video / browser-based
risk: 4
characteristics: able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Imgur
hosts: imgur.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.imgur.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: imgur.com.example.net\r\n\r\n"

application: flickr-base
category: media / photo-video / browser-based
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Flickr
hosts: flickr.com staticflickr.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.flickr.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: staticflickr.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: flickr.com.example.net\r\n\r\n"

application: livejournal
category: collaboration / social-networking / browser-based
risk: 3
characteristics: consume-big-bandwidth, able-to-transfer-file, tunnel-other-application, pervasive-use
ports: tcp/80
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of LiveJournal
hosts: livejournal.com livejournal.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.livejournal.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: livejournal.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: livejournal.com.example.net\r\n\r\n"

application: xing
category: collaboration / social-networking / browser-based
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of XING
hosts: xing.com xingassets.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.xing.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: xingassets.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: xing.com.example.net\r\n\r\n"
