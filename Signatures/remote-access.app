application: citrix
category: networking / remote-access / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80,443,1494,1604,2512-2513,2598,3010,8080 udp/1494,1604,2512-2513,2598
reference: Citrix ICA and Common Gateway Protocol greetings, as documented for port 1494 and 2598 in Citrix "Communication Ports Used by Citrix Technologies" and open ICA clients
timeout-tcp: 3600

signature: ICA greeting
either: ^\x7f\x7fICA\x00

signature: CGP greeting
either: ^\x1aCGP/\d\d

sample: tcp server hex:7f7f494341007f7f49434100
sample: tcp client "\x1aCGP/01\x00"
not-sample: tcp server hex:7f7f4943420041

application: anydesk
category: networking / remote-access / client-server
risk: 1
ports: tcp/80,443,7070
reference: AnyDesk "Firewall" help page (names under net.anydesk.com); relay certificate subject
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
hosts: anydesk.com

sample: tcp client "GET / HTTP/1.1\r\nHost: relay-1.net.anydesk.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: myanydesk.com\r\n\r\n"

application: teamviewer-base
category: networking / remote-access / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use, is-saas
ports: tcp/80,443,5938 udp/dynamic
reference: TeamViewer "Which ports are used by TeamViewer" (port 5938, names under teamviewer.com); message magic 17 24 and 11 30 of public dissections
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
hosts: teamviewer.com teamviewer.us

signature: messages of both sides
client: ^\x17\x24[\x0a-\x60][\x00-\x40]
server: ^(?:\x17\x24|\x11\x30)[\x0a-\x60][\x00-\x40]

sample: tcp client hex:17240a200000000000 server hex:1724112000
sample: tcp client "GET /din.aspx HTTP/1.1\r\nHost: ping3.teamviewer.com\r\n\r\n"
not-sample: tcp client hex:17240a2000 server hex:160301
