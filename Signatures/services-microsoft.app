# Services of Microsoft, by the host names that they use and nobody else does: TLS server name or HTTP host.

application: ms-office365-base
category: business-systems / office-programs / browser-based
risk: 2
characteristics: has-known-vulnerability, pervasive-use, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Microsoft, "Office 365 URLs and IP address ranges"
hosts: office365.com office.com microsoftonline.com office.net msocdn.com cdn.office.net officeapps.live.com
hosts: msauth.net msftauth.net outlook.office365.com microsoft365.com cloud.microsoft microsoftonline-p.com svc.ms
hosts: login.windows.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.office365.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: login.windows.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: office365.com.example.net\r\n\r\n"

application: ms-teams
category: business-systems / office-programs / client-server
risk: 2
characteristics: able-to-transfer-file, has-known-vulnerability, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Microsoft, "Office 365 URLs and IP address ranges"
hosts: teams.microsoft.com teams.live.com teams.office.com teams.cdn.office.net lync.com statics.teams.cdn.office.net
hosts: skypeforbusiness.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.teams.microsoft.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: skypeforbusiness.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: teams.microsoft.com.example.net\r\n\r\n"

application: ms-onedrive-base
category: general-internet / file-sharing / client-server
risk: 4
characteristics: consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability, prone-to-misuse, pervasive-use, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Microsoft, "Office 365 URLs and IP address ranges"
hosts: onedrive.com onedrive.live.com 1drv.com 1drv.ms storage.live.com skydrive.live.com livefilestore.com
hosts: oneclient.sfx.ms

sample: tcp client "GET / HTTP/1.1\r\nHost: www.onedrive.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: oneclient.sfx.ms\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: onedrive.com.example.net\r\n\r\n"

application: outlook-web-online
category: collaboration / email / browser-based
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, pervasive-use, is-saas
ports: tcp/80,443,587,993,995
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Microsoft, "Office 365 URLs and IP address ranges"
hosts: outlook.com outlook.live.com outlook.office.com hotmail.com mail.live.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.outlook.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: mail.live.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: outlook.com.example.net\r\n\r\n"

application: sharepoint-online
category: collaboration / social-business / browser-based
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, pervasive-use, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Microsoft, "Office 365 URLs and IP address ranges"
hosts: sharepoint.com sharepointonline.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.sharepoint.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: sharepointonline.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: sharepoint.com.example.net\r\n\r\n"

application: skype
category: collaboration / voip-video / peer-to-peer
risk: 5
characteristics: evasive-behavior, consume-big-bandwidth, used-by-malware, able-to-transfer-file, has-known-vulnerability, prone-to-misuse, pervasive-use, is-saas
ports: tcp/dynamic udp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Microsoft, Skype network requirements
hosts: skype.com skypeassets.com skypeecs.net skype-m2.hwcdn.net trouter.io skypedata.akadns.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.skype.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: skypedata.akadns.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: skype.com.example.net\r\n\r\n"

application: ms-update
category: business-systems / software-update / client-server
risk: 4
characteristics: evasive-behavior, consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80,443,8530-8531
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Microsoft, "Configure WSUS": addresses of Windows Update
hosts: windowsupdate.com update.microsoft.com delivery.mp.microsoft.com windowsupdate.microsoft.com
hosts: download.microsoft.com dl.delivery.mp.microsoft.com officecdn.microsoft.com ntservicepack.microsoft.com
hosts: wustat.windows.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.windowsupdate.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: wustat.windows.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: windowsupdate.com.example.net\r\n\r\n"

application: windows-azure-base
category: business-systems / general-business / browser-based
risk: 1
characteristics: pervasive-use, is-saas
ports: tcp/80,443,8443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Microsoft, "Azure portal URLs to allow"
hosts: azure.com windows.net azurewebsites.net cloudapp.net azureedge.net azure-api.net azurefd.net trafficmanager.net
hosts: azure-dns.com visualstudio.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.azure.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: visualstudio.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: azure.com.example.net\r\n\r\n"

application: windows-push-notifications
category: general-internet / internet-utility / client-server
risk: 1
characteristics: pervasive-use
ports: tcp/443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Microsoft, "Enterprise firewall and proxy configurations to support WNS traffic"
hosts: notify.windows.com wns.windows.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.notify.windows.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: wns.windows.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: notify.windows.com.example.net\r\n\r\n"

application: ms-spynet
category: business-systems / management / client-server
risk: 2
characteristics: able-to-transfer-file, pervasive-use
ports: tcp/443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Microsoft Defender Antivirus network connections
hosts: spynet2.microsoft.com spynetalt.microsoft.com wdcp.microsoft.com wdcpalt.microsoft.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.spynet2.microsoft.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: wdcpalt.microsoft.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: spynet2.microsoft.com.example.net\r\n\r\n"

application: bing-maps
category: general-internet / internet-utility / browser-based
risk: 1
characteristics: has-known-vulnerability
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Bing Maps documentation
hosts: virtualearth.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.virtualearth.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: virtualearth.net.example.net\r\n\r\n"

application: xbox-live
category: media / gaming / client-server
risk: 3
characteristics: consume-big-bandwidth, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80,443,3074 udp/88,3074
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Microsoft, network ports and addresses of Xbox
hosts: xboxlive.com xbox.com xboxservices.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.xboxlive.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: xboxservices.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: xboxlive.com.example.net\r\n\r\n"

application: minecraft
category: media / gaming / browser-based
risk: 2
characteristics: consume-big-bandwidth, has-known-vulnerability, pervasive-use
ports: tcp/80,443,25565
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Mojang
hosts: minecraft.net mojang.com minecraftservices.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.minecraft.net\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: minecraftservices.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: minecraft.net.example.net\r\n\r\n"

application: linkedin-base
category: collaboration / social-networking / browser-based
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/80,443
container: linkedin
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: LinkedIn help, "Allowlist domains"
hosts: linkedin.com licdn.com lnkd.in

sample: tcp client "GET / HTTP/1.1\r\nHost: www.linkedin.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: lnkd.in\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: linkedin.com.example.net\r\n\r\n"

application: github-base
category: business-systems / management / client-server
risk: 2
characteristics: able-to-transfer-file, tunnel-other-application, pervasive-use, is-saas
ports: tcp/22,80,443,9418
container: github
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: GitHub REST API, meta endpoint: domains
hosts: github.com githubusercontent.com githubassets.com github.io ghcr.io githubapp.com githubcopilot.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.github.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: githubcopilot.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: github.com.example.net\r\n\r\n"
