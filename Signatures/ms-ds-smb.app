# One family over one transport: RFC 1001/1002 session service or "direct TCP" with the same four-byte header.

application: ms-ds-smb-base
category: business-systems / storage-backup / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/139,445 udp/445
reference: [MS-SMB] 2.2, [MS-SMB2] 2.1 and 3.3.5.3 (multi-protocol negotiation)
uses: netbios-ss

signature: negotiation that may become SMB 1 or 2
priority: 40
final: no
client: ^(?:\x81\x00\x00\x44.{68})?\x00[\x00\x01]..\xffSMB\x72\x00\x00\x00\x00[\x00-\x7f]

sample: tcp client hex:00000033ff534d42720000000018012800000000000000000000000000000000000000000000 client "\x00\x0c\x00\x02SMB 2.002\x00"
not-sample: tcp client hex:00000033ff534d43720000000018012800

application: ms-ds-smbv1
category: business-systems / storage-backup / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/139,445 udp/445
reference: [MS-CIFS] 2.2.3.1 (header), [MS-SMB] 2.2.3
uses: ms-ds-smb-base, netbios-ss
implicitly-uses: ms-ds-smb-base, netbios-ss

signature: response
either: ^(?:\x82\x00\x00\x00)?\x00[\x00\x01]..\xffSMB[\x00-\xd8].{4}[\x80-\xff]

signature: request other than negotiate
either: ^(?:\x81\x00\x00\x44.{68})?\x00[\x00\x01]..\xffSMB[\x00-\x71\x73-\xd8].{4}[\x00-\x7f]

sample: tcp client hex:0000002fff534d42720000000018012800000000000000000000000000000000000000000000 server hex:0000002fff534d4272000000009801280000000000000000000000000000000000000000
sample(mid-stream): tcp client hex:0000002fff534d427300000000180128000000000000
sample: tcp client "\x81\x00\x00\x44\x20CKFDENECFDEFFCFGEFFCCACACACACACA\x00\x20EMEPEDEBEMEIEPFDFECACACACACACAAA\x00" server hex:82000000 client hex:0000002fff534d42720000000018012800000000000000000000000000000000000000000000 server hex:0000002fff534d4272000000009801280000000000000000000000000000000000000000
not-sample: tcp client hex:0000002ffe534d4240000000000000000000

application: ms-ds-smbv2
category: business-systems / storage-backup / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/139,445 udp/445
reference: [MS-SMB2] 2.2.1 (header) and 2.2.4 (negotiate response)
uses: ms-ds-smb-base, netbios-ss
implicitly-uses: ms-ds-smb-base, ms-ds-smbv1, netbios-ss

signature: negotiate request
priority: 45
final: no
client: ^(?:\x81\x00\x00\x44.{68})?\x00...\xfeSMB\x40\x00.{6}\x00\x00

signature: negotiate response of dialect 2
server: ^(?:\x82\x00\x00\x00)?\x00...\xfeSMB\x40\x00.{6}\x00\x00.{50}\x41\x00..(?:.\x02|\xff\x02)

signature: other commands
either: ^(?:\x81\x00\x00\x44.{68}|\x82\x00\x00\x00)?\x00...\xfeSMB\x40\x00.{6}[\x01-\x12]\x00

sample: tcp client hex:00000066.fe534d4240000000.00000000.00001f00.0000000000000000
sample: tcp client hex:00000066.fe534d4240000000.00000000.00001f00.0000000000000000 server hex:00000080.fe534d4240000000.00000000.00000100.01000000.00000000.0000000000000000.fffe0000.00000000.0000000000000000.00000000000000000000000000000000.41000100.10020000
sample(mid-stream): tcp server hex:00000080.fe534d4240000000.00000000.00000100.01000000.00000000.0000000000000000.fffe0000.00000000.0000000000000000.00000000000000000000000000000000.41000100.10020000
sample(mid-stream): tcp client hex:000000a2.fe534d4240000100.00000000.01002100.1000000000000000
not-sample: tcp client hex:00000066.fe534d4341000000.00000000.00001f00

application: ms-ds-smbv3
category: business-systems / storage-backup / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/139,445 udp/445
reference: [MS-SMB2] 2.2.4 (dialect revision), 2.2.41 (transform header), 2.2.42 (compression transform header)
uses: ms-ds-smb-base, netbios-ss
implicitly-uses: ms-ds-smb-base, ms-ds-smbv1, ms-ds-smbv2, netbios-ss

signature: negotiate response of dialect 3
priority: 55
server: ^(?:\x82\x00\x00\x00)?\x00...\xfeSMB\x40\x00.{6}\x00\x00.{50}\x41\x00..[\x00\x02\x11]\x03

signature: encrypted or compressed messages
either: ^\x00...[\xfc\xfd]SMB

sample: tcp server hex:00000080.fe534d4240000000.00000000.00000100.01000000.00000000.0000000000000000.fffe0000.00000000.0000000000000000.00000000000000000000000000000000.41000100.11030000
sample(mid-stream): tcp client hex:00000090.fd534d42.0011223344556677
not-sample: tcp server hex:00000080.fe534d4240000000.00000000.00000100.01000000.00000000.0000000000000000.fffe0000.00000000.0000000000000000.00000000000000000000000000000000.41000100.ff020000
