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
reference: Zoom support, "Network firewall or proxy server settings"
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

application: webex-base
category: collaboration / internet-conferencing / client-server
risk: 3
characteristics: evasive-behavior, able-to-transfer-file, tunnel-other-application, pervasive-use, is-saas
ports: tcp/80,443,1270 udp/8070,8090,9000
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Cisco, "Network requirements for Webex services"
hosts: webex.com wbx2.com ciscospark.com webexcontent.com webex.com.cn wbx.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.webex.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: wbx.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: webex.com.example.net\r\n\r\n"

application: gotomeeting
category: collaboration / internet-conferencing / client-server
risk: 3
characteristics: evasive-behavior, able-to-transfer-file, prone-to-misuse, pervasive-use, is-saas
ports: tcp/80,443,1853 udp/1853
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: GoTo, "Allowlisting and firewall configuration"
hosts: gotomeeting.com getgocdn.com goto.com getgoservices.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.gotomeeting.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: getgoservices.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: gotomeeting.com.example.net\r\n\r\n"

application: gotowebinar-base
category: collaboration / internet-conferencing / client-server
risk: 1
characteristics: has-known-vulnerability, is-saas
ports: tcp/80,443 udp/1853
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: GoTo, "Allowlisting and firewall configuration"
hosts: gotowebinar.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.gotowebinar.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: gotowebinar.com.example.net\r\n\r\n"

application: gotoassist
category: networking / remote-access / browser-based
risk: 2
characteristics: has-known-vulnerability, pervasive-use, is-saas
ports: tcp/80,443,8200
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: GoTo, "Allowlisting and firewall configuration"
hosts: gotoassist.com fastsupport.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.gotoassist.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: fastsupport.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: gotoassist.com.example.net\r\n\r\n"

application: gotomypc-base
category: networking / remote-access / client-server
risk: 2
characteristics: evasive-behavior, prone-to-misuse, pervasive-use, is-saas
ports: tcp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: GoTo, "Allowlisting and firewall configuration"
hosts: gotomypc.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.gotomypc.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: gotomypc.com.example.net\r\n\r\n"

application: bluejeans
category: collaboration / internet-conferencing / browser-based
risk: 2
characteristics: consume-big-bandwidth, has-known-vulnerability, is-saas
ports: tcp/80,443,5061 udp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: BlueJeans network requirements
hosts: bluejeans.com bluejeansnet.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.bluejeans.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: bluejeansnet.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: bluejeans.com.example.net\r\n\r\n"

application: ringcentral
category: collaboration / voip-video / client-server
risk: 4
characteristics: consume-big-bandwidth, used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, is-saas
ports: tcp/80,443,5060-5091,5096,5099 udp/5060-5091,5096-5097,5099
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: RingCentral network requirements
hosts: ringcentral.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.ringcentral.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: ringcentral.com.example.net\r\n\r\n"

application: logmein
category: networking / remote-access / client-server
risk: 4
characteristics: consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use, is-saas
ports: tcp/80,443,1152-1153 udp/1152-1153
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: LogMeIn, allowlisting
hosts: logmein.com logmein-gateway.com logmeininc.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.logmein.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: logmeininc.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: logmein.com.example.net\r\n\r\n"

application: splashtop-remote
category: networking / remote-access / client-server
risk: 1
characteristics: prone-to-misuse
ports: tcp/80,443,6783-6785
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Splashtop, "Firewall exceptions"
hosts: splashtop.com splashtop.eu

sample: tcp client "GET / HTTP/1.1\r\nHost: www.splashtop.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: splashtop.eu\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: splashtop.com.example.net\r\n\r\n"

application: slack-base
category: collaboration / social-business / browser-based
risk: 2
characteristics: able-to-transfer-file, has-known-vulnerability, is-saas
ports: tcp/443
container: slack
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Slack help, "Manage Slack connection issues"
hosts: slack.com slack-edge.com slack-msgs.com slack-files.com slack-imgs.com slackb.com slack-core.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.slack.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: slack-core.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: slack.com.example.net\r\n\r\n"

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

application: dropbox-paper
category: collaboration / web-posting / browser-based
risk: 2
characteristics: able-to-transfer-file, has-known-vulnerability, is-saas
ports: tcp/80,443
container: dropbox
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Dropbox help, "Official Dropbox domains"
hosts: paper.dropbox.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.paper.dropbox.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: paper.dropbox.com.example.net\r\n\r\n"

application: boxnet-base
category: general-internet / file-sharing / browser-based
risk: 3
characteristics: evasive-behavior, consume-big-bandwidth, able-to-transfer-file, prone-to-misuse, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Box support, "Firewall configuration"
hosts: box.com box.net boxcdn.net boxcloud.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.box.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: boxcloud.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: box.com.example.net\r\n\r\n"

application: mega-base
category: general-internet / file-sharing / browser-based
risk: 3
characteristics: evasive-behavior, able-to-transfer-file, pervasive-use, is-saas
ports: tcp/443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: MEGA help
hosts: mega.nz mega.co.nz mega.io

sample: tcp client "GET / HTTP/1.1\r\nHost: www.mega.nz\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: mega.io\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: mega.nz.example.net\r\n\r\n"

application: mediafire
category: general-internet / file-sharing / browser-based
risk: 4
characteristics: evasive-behavior, consume-big-bandwidth, able-to-transfer-file, prone-to-misuse, pervasive-use
ports: tcp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of MediaFire
hosts: mediafire.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.mediafire.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: mediafire.com.example.net\r\n\r\n"

application: wetransfer
category: general-internet / file-sharing / browser-based
risk: 3
characteristics: evasive-behavior, able-to-transfer-file, has-known-vulnerability, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: WeTransfer help
hosts: wetransfer.com wetransfer.net we.tl

sample: tcp client "GET / HTTP/1.1\r\nHost: www.wetransfer.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: we.tl\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: wetransfer.com.example.net\r\n\r\n"

application: 4shared
category: general-internet / file-sharing / browser-based
risk: 4
characteristics: evasive-behavior, consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability, prone-to-misuse, pervasive-use, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of 4shared
hosts: 4shared.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.4shared.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: 4shared.com.example.net\r\n\r\n"

application: pastebin-base
category: collaboration / web-posting / browser-based
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability
ports: tcp/80
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Pastebin
hosts: pastebin.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.pastebin.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: pastebin.com.example.net\r\n\r\n"

application: scribd-base
category: general-internet / file-sharing / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Scribd
hosts: scribd.com scribdassets.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.scribd.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: scribdassets.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: scribd.com.example.net\r\n\r\n"

application: backblaze-backup
category: business-systems / storage-backup / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, prone-to-misuse, pervasive-use, is-saas
ports: tcp/443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Backblaze help
hosts: backblaze.com backblazeb2.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.backblaze.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: backblazeb2.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: backblaze.com.example.net\r\n\r\n"

application: crashplan
category: business-systems / storage-backup / client-server
risk: 4
characteristics: evasive-behavior, consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability, is-saas
ports: tcp/443,4282
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Code42 support
hosts: crashplan.com code42.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.crashplan.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: code42.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: crashplan.com.example.net\r\n\r\n"

application: carbonite
category: business-systems / storage-backup / browser-based
risk: 3
characteristics: evasive-behavior, consume-big-bandwidth, able-to-transfer-file, pervasive-use, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Carbonite support
hosts: carbonite.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.carbonite.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: carbonite.com.example.net\r\n\r\n"

application: salesforce-base
category: business-systems / erp-crm / browser-based
risk: 2
characteristics: able-to-transfer-file, pervasive-use, is-saas
ports: tcp/80,443,4309
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Salesforce help, "Domains to allow"
hosts: salesforce.com force.com salesforceliveagent.com sfdcstatic.com documentforce.com visualforce.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.salesforce.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: visualforce.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: salesforce.com.example.net\r\n\r\n"

application: workday
category: business-systems / general-business / browser-based
risk: 1
characteristics: has-known-vulnerability, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Workday community
hosts: workday.com myworkday.com myworkdayjobs.com workdaycdn.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.workday.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: workdaycdn.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: workday.com.example.net\r\n\r\n"

application: hubspot
category: business-systems / marketing / browser-based
risk: 2
characteristics: able-to-transfer-file, has-known-vulnerability, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: HubSpot knowledge base
hosts: hubspot.com hubspot.net hsforms.com hubapi.com hs-scripts.com hs-analytics.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.hubspot.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: hs-analytics.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: hubspot.com.example.net\r\n\r\n"

application: mailchimp
category: business-systems / marketing / browser-based
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Mailchimp help
hosts: mailchimp.com mailchimpapp.com list-manage.com chimpstatic.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.mailchimp.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: chimpstatic.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: mailchimp.com.example.net\r\n\r\n"

application: surveymonkey
category: business-systems / marketing / browser-based
risk: 2
characteristics: able-to-transfer-file, has-known-vulnerability, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: SurveyMonkey help
hosts: surveymonkey.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.surveymonkey.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: surveymonkey.com.example.net\r\n\r\n"

application: docusign
category: business-systems / office-programs / browser-based
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, pervasive-use, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: DocuSign support
hosts: docusign.com docusign.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.docusign.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: docusign.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: docusign.com.example.net\r\n\r\n"

application: zendesk
category: business-systems / general-business / browser-based
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, pervasive-use, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Zendesk help
hosts: zendesk.com zdassets.com zopim.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.zendesk.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: zopim.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: zendesk.com.example.net\r\n\r\n"

application: okta
category: business-systems / auth-service / browser-based
risk: 3
characteristics: used-by-malware, has-known-vulnerability, pervasive-use, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Okta help, "Allow access to Okta IP addresses"
hosts: okta.com oktacdn.com oktapreview.com okta-emea.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.okta.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: okta-emea.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: okta.com.example.net\r\n\r\n"

application: onelogin
category: business-systems / auth-service / browser-based
risk: 3
characteristics: used-by-malware, has-known-vulnerability, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: OneLogin help
hosts: onelogin.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.onelogin.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: onelogin.com.example.net\r\n\r\n"

application: duosecurity
category: business-systems / auth-service / client-server
risk: 1
characteristics: has-known-vulnerability
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Duo help
hosts: duosecurity.com duo.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.duosecurity.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: duo.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: duosecurity.com.example.net\r\n\r\n"

application: jira-base
category: business-systems / general-business / browser-based
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, pervasive-use, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Atlassian, "IP addresses and domains for cloud products"
hosts: jira.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.jira.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: jira.com.example.net\r\n\r\n"

application: bitbucket-base
category: business-systems / management / browser-based
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use, is-saas
ports: tcp/443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Atlassian, "IP addresses and domains for cloud products"
hosts: bitbucket.org bitbucket.io

sample: tcp client "GET / HTTP/1.1\r\nHost: www.bitbucket.org\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: bitbucket.io\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: bitbucket.org.example.net\r\n\r\n"

application: trello-base
category: business-systems / management / browser-based
risk: 2
characteristics: able-to-transfer-file, has-known-vulnerability, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Atlassian, "IP addresses and domains for cloud products"
hosts: trello.com trellocdn.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.trello.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: trellocdn.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: trello.com.example.net\r\n\r\n"

application: gitlab-base
category: business-systems / management / client-server
risk: 1
characteristics: has-known-vulnerability
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: GitLab documentation
hosts: gitlab.com gitlab.io gitlab-static.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.gitlab.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: gitlab-static.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: gitlab.com.example.net\r\n\r\n"

application: asana
category: collaboration / social-business / browser-based
risk: 2
characteristics: able-to-transfer-file, has-known-vulnerability, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Asana help
hosts: asana.com asana.biz

sample: tcp client "GET / HTTP/1.1\r\nHost: www.asana.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: asana.biz\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: asana.com.example.net\r\n\r\n"

application: basecamp
category: collaboration / web-posting / browser-based
risk: 2
characteristics: able-to-transfer-file, has-known-vulnerability, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Basecamp help
hosts: basecamp.com basecamphq.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.basecamp.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: basecamphq.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: basecamp.com.example.net\r\n\r\n"

application: smartsheet-base
category: collaboration / social-business / browser-based
risk: 1
characteristics: able-to-transfer-file, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Smartsheet help
hosts: smartsheet.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.smartsheet.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: smartsheet.com.example.net\r\n\r\n"

application: evernote-base
category: business-systems / office-programs / client-server
risk: 2
characteristics: evasive-behavior, tunnel-other-application, pervasive-use, is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Evernote help
hosts: evernote.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.evernote.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: evernote.com.example.net\r\n\r\n"

application: adobe-creative-cloud-base
category: business-systems / general-business / client-server
risk: 2
characteristics: able-to-transfer-file, has-known-vulnerability, is-saas
ports: tcp/443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Adobe, "Network endpoints"
hosts: adobe.io adobelogin.com adobecc.com adobesc.com cc-api-data.adobe.io creativecloud.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.adobe.io\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: creativecloud.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: adobe.io.example.net\r\n\r\n"

application: adobe-update
category: business-systems / software-update / client-server
risk: 2
characteristics: able-to-transfer-file, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Adobe, "Network endpoints"
hosts: ardownload.adobe.com ardownload2.adobe.com armmf.adobe.com swupmf.adobe.com swupdl.adobe.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.ardownload.adobe.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: swupdl.adobe.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: ardownload.adobe.com.example.net\r\n\r\n"

application: adobe-meeting
category: collaboration / internet-conferencing / browser-based
risk: 3
characteristics: evasive-behavior, has-known-vulnerability, tunnel-other-application, is-saas
ports: tcp/80,443,1935
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Adobe Connect documentation
hosts: adobeconnect.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.adobeconnect.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: adobeconnect.com.example.net\r\n\r\n"

application: amazon
category: general-internet / internet-utility / browser-based
risk: 2
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Amazon
hosts: amazon.com amazon.co.uk amazon.de amazon.fr amazon.it amazon.es amazon.ca amazon.co.jp amazon.in amazon.com.au
hosts: amazon.com.br amazon.com.mx amazon.nl amazon.se amazon.pl images-amazon.com media-amazon.com
hosts: ssl-images-amazon.com amazon-adsystem.com amazonpay.com amazon.dev a2z.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.amazon.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: a2z.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: amazon.com.example.net\r\n\r\n"

application: amazon-aws
category: business-systems / management / browser-based
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: AWS general reference, "Service endpoints"
hosts: amazonaws.com aws.amazon.com cloudfront.net awsstatic.com aws.dev amazonaws.com.cn

sample: tcp client "GET / HTTP/1.1\r\nHost: www.amazonaws.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: amazonaws.com.cn\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: amazonaws.com.example.net\r\n\r\n"

application: amazon-aws-console
category: business-systems / management / browser-based
risk: 1
characteristics: pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: AWS Management Console documentation
hosts: console.aws.amazon.com signin.aws.amazon.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.console.aws.amazon.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: signin.aws.amazon.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: console.aws.amazon.com.example.net\r\n\r\n"

application: amazon-alexa
category: general-internet / internet-utility / browser-based
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Alexa Voice Service documentation
hosts: alexa.amazon.com avs-alexa-na.amazon.com bob-dispatch-prod-na.amazon.com amazonalexa.com pitangui.amazon.com
hosts: alexa.na.gateway.devices.a2z.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.alexa.amazon.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: alexa.na.gateway.devices.a2z.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: alexa.amazon.com.example.net\r\n\r\n"

application: wikipedia
category: general-internet / internet-utility / browser-based
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Wikimedia Foundation: projects
hosts: wikipedia.org wikimedia.org wiktionary.org wikidata.org mediawiki.org wikibooks.org wikiquote.org
hosts: wikisource.org wikinews.org wikiversity.org wikivoyage.org w.wiki

sample: tcp client "GET / HTTP/1.1\r\nHost: www.wikipedia.org\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: w.wiki\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: wikipedia.org.example.net\r\n\r\n"

application: ebay
category: general-internet / internet-utility / browser-based
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of eBay
hosts: ebay.com ebaystatic.com ebayimg.com ebay.de ebay.co.uk ebay.fr ebay.it ebay.com.au

sample: tcp client "GET / HTTP/1.1\r\nHost: www.ebay.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: ebay.com.au\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: ebay.com.example.net\r\n\r\n"

application: yahoo-mail
category: collaboration / email / browser-based
risk: 3
characteristics: used-by-malware, able-to-transfer-file, pervasive-use, is-saas
ports: tcp/80,143,443,465,993
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Yahoo
hosts: mail.yahoo.com mail.yahoo.net mail.yahoo.co.jp

sample: tcp client "GET / HTTP/1.1\r\nHost: www.mail.yahoo.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: mail.yahoo.co.jp\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: mail.yahoo.com.example.net\r\n\r\n"

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

sample: tcp client "GET / HTTP/1.1\r\nHost: www.speedtest.net\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: ooklaserver.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: speedtest.net.example.net\r\n\r\n"

signature: hello
over: tcp
client: ^HI(?: [0-9a-f-]{36})?\n
server: ^HELLO [0-9]\.[0-9]

sample: tcp client "HI 00000000-1111-4222-8333-444444444444\n" server "HELLO 2.9 (2.9.2)\n"
not-sample: tcp client "HI 00000000\n" server "HOLA 2.9 (2.9.2)\n"

application: tesla
category: general-internet / file-sharing / peer-to-peer
risk: 5
characteristics: evasive-behavior, consume-big-bandwidth, used-by-malware, able-to-transfer-file, has-known-vulnerability, prone-to-misuse
ports: tcp/3125 udp/3125
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Tesla
hosts: tesla.com teslamotors.com tesla.services

sample: tcp client "GET / HTTP/1.1\r\nHost: www.tesla.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: tesla.services\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: tesla.com.example.net\r\n\r\n"

application: sonos
category: media / audio-streaming / client-server
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Sonos support
hosts: sonos.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.sonos.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: sonos.com.example.net\r\n\r\n"

application: bloomberg-professional
category: business-systems / general-business / client-server
risk: 1
characteristics: pervasive-use
ports: tcp/80,443,8001-8299 udp/48129-48137
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Bloomberg connectivity guide
hosts: bloomberg.net blpprofessional.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.bloomberg.net\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: blpprofessional.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: bloomberg.net.example.net\r\n\r\n"

application: pluralsight
category: media / photo-video / browser-based
risk: 2
characteristics: able-to-transfer-file, has-known-vulnerability
ports: tcp/80,443,9031
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Pluralsight
hosts: pluralsight.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.pluralsight.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: pluralsight.com.example.net\r\n\r\n"

application: avast-av-update
category: business-systems / software-update / client-server
risk: 1
characteristics: has-known-vulnerability
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Avast support
hosts: avast.com avcdn.net avg.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.avast.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: avg.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: avast.com.example.net\r\n\r\n"

application: ubuntu-one
category: general-internet / file-sharing / client-server
risk: 3
characteristics: evasive-behavior, able-to-transfer-file, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Ubuntu One
hosts: one.ubuntu.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.one.ubuntu.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: one.ubuntu.com.example.net\r\n\r\n"

application: firefox-update
category: business-systems / software-update / browser-based
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/80
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Mozilla: addresses of the update service
hosts: aus5.mozilla.org aus4.mozilla.org download.cdn.mozilla.net download-installer.cdn.mozilla.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.aus5.mozilla.org\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: download-installer.cdn.mozilla.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: aus5.mozilla.org.example.net\r\n\r\n"

application: symantec-av-update
category: business-systems / software-update / client-server
risk: 3
characteristics: evasive-behavior, has-known-vulnerability, pervasive-use
ports: tcp/21,80,2847,2849,2967-2968,38292 udp/2967-2968,38037,38293
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Broadcom, "Required exclusions for proxy and firewall"
hosts: liveupdate.symantec.com liveupdate.symantecliveupdate.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.liveupdate.symantec.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: liveupdate.symantecliveupdate.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: liveupdate.symantec.com.example.net\r\n\r\n"

application: sophos-live-protection
category: business-systems / software-update / client-server
risk: 2
characteristics: evasive-behavior, has-known-vulnerability
ports: tcp/80,443 udp/53
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Sophos Central documentation, "Domains and ports to allow"
hosts: sophosxl.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.sophosxl.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: sophosxl.net.example.net\r\n\r\n"

application: sophos-update
category: business-systems / software-update / client-server
risk: 1
characteristics: evasive-behavior
ports: tcp/80,139
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Sophos Central documentation, "Domains and ports to allow"
hosts: sophosupd.com sophosupd.net d1.sophosupd.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.sophosupd.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: d1.sophosupd.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: sophosupd.com.example.net\r\n\r\n"

application: kaspersky
category: business-systems / software-update / client-server
risk: 1
characteristics: consume-big-bandwidth, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Kaspersky support
hosts: kaspersky.com kaspersky-labs.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.kaspersky.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: kaspersky-labs.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: kaspersky.com.example.net\r\n\r\n"

application: crashlytics
category: business-systems / software-development / browser-based
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Firebase documentation
hosts: crashlytics.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.crashlytics.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: crashlytics.com.example.net\r\n\r\n"

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
