# Services of Google, by the host names that they use and nobody else does: TLS server name or HTTP host.

application: google-base
category: general-internet / internet-utility / browser-based
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application
ports: tcp/80,443,5222-5224,5228-5229
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: google.com googleapis.com gstatic.com googleusercontent.com googlesyndication.com doubleclick.net
hosts: googleadservices.com googletagmanager.com googletagservices.com google.co.uk google.de google.fr google.it
hosts: google.es google.ca google.co.in google.co.jp google.com.au google.com.br google.nl google.pl google.ru
hosts: google.ch google.at google.be google.se google.no google.dk google.fi google.cz google.pt google.gr google.ie
hosts: google.hu google.ro google.com.mx google.com.ar google.com.tr google.com.hk google.com.tw google.com.sg
hosts: google.co.kr google.co.za google.co.il google.com.ua google.cn g.co goo.gl gvt1.com gvt2.com gvt3.com
hosts: googlezip.net recaptcha.net admob.com 2mdn.net app-measurement.com withgoogle.com 1e100.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.google.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: 1e100.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: google.com.example.net\r\n\r\n"

application: google-analytics
category: general-internet / internet-utility / browser-based
risk: 2
characteristics: evasive-behavior, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: google-analytics.com analytics.google.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.google-analytics.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: analytics.google.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: google-analytics.com.example.net\r\n\r\n"

application: youtube-base
category: media / photo-video / browser-based
risk: 4
characteristics: evasive-behavior, consume-big-bandwidth, used-by-malware, has-known-vulnerability, pervasive-use
ports: tcp/80,443
container: youtube
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: youtube.com youtu.be ytimg.com googlevideo.com youtube-nocookie.com youtube.googleapis.com
hosts: youtubei.googleapis.com youtubekids.com yt3.ggpht.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.youtube.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: yt3.ggpht.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: youtube.com.example.net\r\n\r\n"

application: youtube-uploading
category: media / photo-video / browser-based
risk: 4
characteristics: evasive-behavior, consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/80,443
container: youtube
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: upload.youtube.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.upload.youtube.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: upload.youtube.com.example.net\r\n\r\n"

application: gmail-base
category: collaboration / email / browser-based
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use, is-saas
ports: tcp/80,443,465,587,993,995
container: gmail
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: gmail.com mail.google.com googlemail.com gmail.googleapis.com inbox.google.com imap.gmail.com smtp.gmail.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.gmail.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: smtp.gmail.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: gmail.com.example.net\r\n\r\n"

application: google-docs-base
category: business-systems / office-programs / browser-based
risk: 5
characteristics: evasive-behavior, used-by-malware, able-to-transfer-file, has-known-vulnerability, pervasive-use, is-saas
ports: tcp/80,443
container: google-docs
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: docs.google.com docs.googleusercontent.com sheets.google.com slides.google.com docs.googleapis.com
hosts: sheets.googleapis.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.docs.google.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: sheets.googleapis.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: docs.google.com.example.net\r\n\r\n"

application: google-drive-web
category: general-internet / file-sharing / browser-based
risk: 5
characteristics: evasive-behavior, used-by-malware, able-to-transfer-file, has-known-vulnerability, pervasive-use, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: drive.google.com drive.googleapis.com drive.usercontent.google.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.drive.google.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: drive.usercontent.google.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: drive.google.com.example.net\r\n\r\n"

application: google-play
category: general-internet / internet-utility / browser-based
risk: 3
characteristics: consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/80,443,5228 udp/5228
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: play.google.com play.googleapis.com play-fe.googleapis.com android.clients.google.com
hosts: play-lh.googleusercontent.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.play.google.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: play-lh.googleusercontent.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: play.google.com.example.net\r\n\r\n"

application: google-meet
category: collaboration / internet-conferencing / browser-based
risk: 2
characteristics: consume-big-bandwidth, has-known-vulnerability, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: meet.google.com meetings.googleapis.com meet.googleapis.com stream.meet.google.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.meet.google.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: stream.meet.google.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: meet.google.com.example.net\r\n\r\n"

application: google-maps
category: general-internet / internet-utility / browser-based
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: maps.google.com maps.googleapis.com maps.gstatic.com khms0.google.com khms1.google.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.maps.google.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: khms1.google.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: maps.google.com.example.net\r\n\r\n"

application: google-photos
category: media / photo-video / browser-based
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, pervasive-use, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: photos.google.com photos.googleapis.com photoslibrary.googleapis.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.photos.google.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: photoslibrary.googleapis.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: photos.google.com.example.net\r\n\r\n"

application: google-calendar-base
category: business-systems / office-programs / browser-based
risk: 2
characteristics: able-to-transfer-file, pervasive-use, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: calendar.google.com calendar.googleapis.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.calendar.google.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: calendar.googleapis.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: calendar.google.com.example.net\r\n\r\n"

application: google-translate-base
category: general-internet / internet-utility / browser-based
risk: 2
characteristics: able-to-transfer-file, tunnel-other-application, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: translate.google.com translate.googleapis.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.translate.google.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: translate.googleapis.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: translate.google.com.example.net\r\n\r\n"

application: google-classroom
category: collaboration / social-networking / browser-based
risk: 2
characteristics: able-to-transfer-file, pervasive-use, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: classroom.google.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.classroom.google.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: classroom.google.com.example.net\r\n\r\n"

application: google-keep
category: general-internet / internet-utility / client-server
risk: 2
characteristics: able-to-transfer-file, pervasive-use, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: keep.google.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.keep.google.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: keep.google.com.example.net\r\n\r\n"

application: google-chat
category: collaboration / instant-messaging / client-server
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: chat.google.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.chat.google.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: chat.google.com.example.net\r\n\r\n"

application: google-cloud-storage-base
category: general-internet / file-sharing / browser-based
risk: 2
characteristics: able-to-transfer-file, tunnel-other-application, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: storage.googleapis.com storage.cloud.google.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.storage.googleapis.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: storage.cloud.google.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: storage.googleapis.com.example.net\r\n\r\n"

application: google-cloud-messaging
category: general-internet / internet-utility / client-server
risk: 1
ports: tcp/443,5228-5230
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: mtalk.google.com fcm.googleapis.com gcm-http.googleapis.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.mtalk.google.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: gcm-http.googleapis.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: mtalk.google.com.example.net\r\n\r\n"

application: google-hangouts-base
category: collaboration / voip-video / browser-based
risk: 3
characteristics: consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability, pervasive-use, is-saas
ports: tcp/80,443,5222
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Google Workspace administrator help, "Firewall and proxy settings"; domains of Google
hosts: hangouts.google.com hangouts.googleapis.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.hangouts.google.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: hangouts.googleapis.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: hangouts.google.com.example.net\r\n\r\n"

application: waze
category: general-internet / internet-utility / client-server
risk: 1
characteristics: consume-big-bandwidth, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Waze
hosts: waze.com waze.co.il

sample: tcp client "GET / HTTP/1.1\r\nHost: www.waze.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: waze.co.il\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: waze.com.example.net\r\n\r\n"

application: blogger-blog-posting
category: collaboration / web-posting / browser-based
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/80
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Blogger
hosts: draft.blogger.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.draft.blogger.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: draft.blogger.com.example.net\r\n\r\n"
