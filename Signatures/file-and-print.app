application: afp
category: business-systems / storage-backup / client-server
risk: 3
characteristics: consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/548 udp/548
reference: Apple Filing Protocol programming guide, "Data Stream Interface" (DSI header, commands)

signature: session opened or status asked
client: ^\x00[\x03\x04]..\x00\x00\x00\x00\x00\x00\x00[\x00-\x20]\x00\x00\x00\x00
server: ^\x01[\x03\x04]..[\x00\xff][\x00\xff]..\x00\x00..\x00\x00\x00\x00

signature: commands and replies in mid-stream
client: ^\x00[\x02\x05\x06\x08]..\x00\x00\x00\x00\x00[\x00-\x0f]..\x00\x00\x00\x00
where: u32be[8] + 16 <= size
server: ^\x01[\x02\x05\x06\x08]..(?:\x00\x00\x00\x00|\xff\xff..)\x00[\x00-\x0f]..\x00\x00\x00\x00

signature: command of a known version
client: ^\x00(?:\x04.{6}\x00\x00\x00[\x00-\x20]\x00\x00\x00\x00.{0,32}?\x00)?\x02..\x00\x00\x00\x00\x00\x00..\x00\x00\x00\x00\x12[\x03-\x20]AFP

sample: tcp client hex:00040001000000000000000600000000.010400000400 server hex:01040001000000000000000600000000.000400100000
sample(mid-stream): tcp client hex:000222c60000000000000006000000001100.00020e1c server hex:010222c60000000000000022000000000e1c
sample(mid-stream): tcp client hex:00020002000000000000003300000000.1206 client "AFP3.3"
not-sample: tcp client hex:00050001000000000000000600000000 server hex:01040001000000000000000600000000

application: lpd
category: business-systems / management / client-server
risk: 3
characteristics: used-by-malware, has-known-vulnerability, pervasive-use
ports: tcp/515
reference: RFC 1179 sections 5 and 6

signature: receive job
client: ^\x02[\x21-\x7e]{1,64}\n[\x02\x03]\d{1,10} [cd]f[A-Z]\d{3}[\x21-\x7e]{1,64}\n

# Section 5.3 and 5.4; what the server lists is shown in the manual of lpq(1).
signature: queue state
client: ^[\x03\x04][\x21-\x7e]{1,64} ?[\x20-\x7e]{0,64}\n
server: ^(?:no entries\r?\n|[^\n]{1,80}\bis ready(?: and printing)?\r?\n|(?:[^\n]{0,120}\n)?Rank +Owner +(?:Pri +)?(?:Class +)?Job)

sample: tcp client "\x04lp\n" server "no entries\n"
sample: tcp client "\x03lp alice\n" server "lp is ready and printing\nRank   Owner      Job  Files                 Total Size\n"
not-sample: tcp client "\x05lp\n" server "no entries\n"
sample: tcp client "\x02lp\n" client "\x0299 cfA001host\n"
not-sample: tcp client "\x02lp\nstatus\n" server hex:00

application: ndmp
category: business-systems / storage-backup / peer-to-peer
risk: 4
characteristics: consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/1025-5000,10000
reference: NDMP version 4 protocol specification: message header and NDMP_NOTIFY_CONNECTED, NDMP_CONNECT_OPEN

signature: connection messages
either: ^\x80\x00[\x00-\x01].\x00\x00..[\x00-\xff]{4}\x00\x00\x00[\x00\x01]\x00\x00(?:\x05[\x00-\x02]|\x09[\x00-\x03]|\x01[\x00-\x09])....\x00\x00\x00\x00
where: u24be[1] >= 24

sample: tcp server hex:80000024.00000001.5f000000.00000000.00000502.00000000.00000000.00000000.00000004
not-sample: tcp server hex:80000024.00000001.5f000000.00000003.00000502.00000000.00000000

application: iscsi
category: business-systems / storage-backup / client-server
risk: 3
characteristics: consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/3260
reference: RFC 7143 sections 11.12 (login request) and 11.13 (login response)
timeout-tcp: 3600

signature: login request
client: ^[\x03\x43][\x00-\xcf]\x00\x00\x00\x00...{40}[A-Z][A-Za-z]{4,30}=

signature: login response
server: ^\x23[\x00-\xcf]\x00\x00\x00\x00...{40}[A-Z][A-Za-z]{4,30}=

sample: tcp client hex:438100000000004a.0002.3d0000000000.00000000.00010000.00000000.00000000.00000000.00000000.00000000.00000000 client "InitiatorName=iqn.1993-08.org.debian\0"
sample: tcp server hex:238100000000004a.0002.3d0000000000.00000000.00010000.00000000.00000000.00000000.00000000.00000000.00000000 server "TargetPortalGroupTag=1\0"
not-sample: tcp client hex:448100000000004a

application: ceph
category: business-systems / storage-backup / client-server
risk: 1
ports: tcp/3300,6789,6800-7300
reference: Ceph documentation, "Network Protocol" (msgr v1 banner) and "msgr2 protocol"

signature: banner
either: ^ceph (?:v027|v2\n)

sample: tcp server "ceph v027\x00\x00\x00\x00"
not-sample: tcp server "ceph v3\n"

application: vmware
category: business-systems / management / client-server
risk: 2
characteristics: consume-big-bandwidth, able-to-transfer-file, pervasive-use
ports: tcp/80,443,902 udp/902
reference: greeting of the VMware authentication daemon, documented by VMware for port 902

signature: authentication daemon
priority: 70
server: ^220 VMware Authentication Daemon Version \d

sample: tcp server "220 VMware Authentication Daemon Version 1.10: SSL Required, ServerDaemonProtocol:SOAP\r\n"
not-sample: tcp server "220 VMware FTP\r\n"

application: dicom
category: business-systems / general-business / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/104,2761-2762,11112
reference: DICOM PS3.8 section 9.3 (upper layer PDUs)

signature: associate request
client: ^\x01\x00\x00[\x00-\x0f]..\x00\x01\x00\x00[\x20-\x7e]{16}[\x20-\x7e]{16}\x00{32}\x10\x00

signature: associate answer
server: ^\x02\x00\x00[\x00-\x0f]..\x00\x01\x00\x00.{64}\x10\x00\x00\x15 ?1\.2\.840\.10008

sample: tcp client "\x01\x00\x00\x00\x00\xcd\x00\x01\x00\x00STORESCP        STORESCU        " client hex:0000000000000000000000000000000000000000000000000000000000000000.10000015
sample: tcp server "\x02\x00\x00\x00\x00\xb8\x00\x01\x00\x00STORESCP        STORESCU        " server hex:0000000000000000000000000000000000000000000000000000000000000000.10000015 server "1.2.840.10008.3.1.1.1"
not-sample: tcp server "\x02\x00\x00\x00\x00\xb8\x00\x01\x00\x00STORESCP"
