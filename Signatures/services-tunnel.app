# Virtual private networks and circumvention, by the host names that they use and nobody else does: TLS server name or HTTP host.

application: nordvpn
category: networking / encrypted-tunnel / client-server
risk: 4
characteristics: evasive-behavior, tunnel-other-application, prone-to-misuse
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of the provider
hosts: nordvpn.com nordcdn.com nordaccount.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.nordvpn.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: nordaccount.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: nordvpn.com.example.net\r\n\r\n"

application: surfshark
category: networking / encrypted-tunnel / client-server
risk: 4
characteristics: evasive-behavior, tunnel-other-application, prone-to-misuse
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of the provider
hosts: surfshark.com surfshark.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.surfshark.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: surfshark.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: surfshark.com.example.net\r\n\r\n"

application: protonvpn
category: networking / encrypted-tunnel / client-server
risk: 4
characteristics: evasive-behavior, tunnel-other-application, prone-to-misuse
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of the provider
hosts: protonvpn.com protonvpn.ch protonvpn.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.protonvpn.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: protonvpn.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: protonvpn.com.example.net\r\n\r\n"

application: windscribe
category: networking / encrypted-tunnel / client-server
risk: 4
characteristics: evasive-behavior, tunnel-other-application, prone-to-misuse
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of the provider
hosts: windscribe.com windscribe.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.windscribe.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: windscribe.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: windscribe.com.example.net\r\n\r\n"

application: mullvad-vpn
category: networking / encrypted-tunnel / client-server
risk: 4
characteristics: evasive-behavior, tunnel-other-application, prone-to-misuse
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of the provider
hosts: mullvad.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.mullvad.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: mullvad.net.example.net\r\n\r\n"

application: private-internet-access
category: networking / encrypted-tunnel / client-server
risk: 4
characteristics: evasive-behavior, tunnel-other-application, prone-to-misuse
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of the provider
hosts: privateinternetaccess.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.privateinternetaccess.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: privateinternetaccess.com.example.net\r\n\r\n"

application: cactusvpn
category: networking / encrypted-tunnel / client-server
risk: 4
characteristics: evasive-behavior, tunnel-other-application, prone-to-misuse
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of the provider
hosts: cactusvpn.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.cactusvpn.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: cactusvpn.com.example.net\r\n\r\n"

application: tunnelbear
category: networking / encrypted-tunnel / client-server
risk: 4
characteristics: evasive-behavior, able-to-transfer-file, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of the provider
hosts: tunnelbear.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.tunnelbear.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: tunnelbear.com.example.net\r\n\r\n"

application: hotspot-shield
category: networking / encrypted-tunnel / client-server
risk: 3
characteristics: evasive-behavior, able-to-transfer-file, tunnel-other-application, pervasive-use
ports: tcp/dynamic udp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of the provider
hosts: hotspotshield.com hsselite.com anchorfree.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.hotspotshield.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: anchorfree.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: hotspotshield.com.example.net\r\n\r\n"

application: psiphon
category: networking / proxy / browser-based
risk: 5
characteristics: evasive-behavior, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of the provider
hosts: psiphon.ca psiphon3.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.psiphon.ca\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: psiphon3.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: psiphon.ca.example.net\r\n\r\n"

application: opera-vpn
category: networking / encrypted-tunnel / client-server
risk: 1
ports: tcp/443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of the provider
hosts: sec-tunnel.com surfeasy.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.sec-tunnel.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: surfeasy.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: sec-tunnel.com.example.net\r\n\r\n"

application: ultrasurf
category: networking / proxy / client-server
risk: 4
characteristics: evasive-behavior, able-to-transfer-file, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/dynamic udp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of the provider
hosts: ultrasurf.us

sample: tcp client "GET / HTTP/1.1\r\nHost: www.ultrasurf.us\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: ultrasurf.us.example.net\r\n\r\n"
