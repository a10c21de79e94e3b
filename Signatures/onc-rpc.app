# ONC RPC: the call names the program, so nfs and portmapper are told apart there. TCP puts a record mark before each
# message (RFC 5531 section 11).

application: rpc
category: networking / infrastructure / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/dynamic udp/dynamic
reference: RFC 5531 sections 8, 9 and 11

signature: call of another program
priority: 40
over: udp
client: ^....\x00\x00\x00\x00\x00\x00\x00\x02\x00[\x01-\x0f]..\x00\x00\x00[\x00-\x0f]\x00\x00\x00[\x00-\x40]\x00\x00\x00[\x00-\x06]\x00\x00[\x00\x01].

signature: call of another program over TCP
priority: 40
over: tcp
client: ^\x80[\x00-\x1f]...{4}\x00\x00\x00\x00\x00\x00\x00\x02\x00[\x01-\x0f]..\x00\x00\x00[\x00-\x0f]\x00\x00\x00[\x00-\x40]\x00\x00\x00[\x00-\x06]\x00\x00[\x00\x01].

signature: reply
priority: 30
over: udp
final: no
server: ^....\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00[\x00-\x06]\x00\x00\x00[\x00-\x40].{0,64}?\x00\x00\x00[\x00-\x05]
where: size >= 24

signature: reply over TCP
priority: 30
final: no
over: tcp
server: ^\x80[\x00-\x1f]...{4}\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00[\x00-\x06]\x00\x00\x00[\x00-\x40]
where: u24be[1] + 4 <= size and u24be[1] >= 24

sample: udp client hex:00000001.00000000.00000002.000186a4.00000002.00000000.00000000.00000000.0000000000000000
sample: tcp client hex:80000028.00000001.00000000.00000002.000186a4.00000002.00000000.00000000.00000000.0000000000000000
sample: udp server hex:00000001.00000001.00000000.00000000.00000000.00000000
sample(mid-stream): tcp server hex:80000018.00000001.00000001.00000000.00000000.00000000.00000000
not-sample: udp client hex:00000001.00000000.00000003.000186a4.00000002.00000000

application: portmapper
category: networking / infrastructure / network-protocol
risk: 3
characteristics: used-by-malware, has-known-vulnerability, pervasive-use
ports: tcp/111 udp/111
reference: RFC 1833 (rpcbind, program 100000), RFC 5531
uses: rpc
implicitly-uses: rpc

signature: call
over: udp
client: ^....\x00\x00\x00\x00\x00\x00\x00\x02\x00\x01\x86\xa0\x00\x00\x00[\x00\x02-\x04]\x00\x00\x00[\x00-\x0c]

signature: call over TCP
over: tcp
client: ^\x80[\x00-\x1f]...{4}\x00\x00\x00\x00\x00\x00\x00\x02\x00\x01\x86\xa0\x00\x00\x00[\x00\x02-\x04]\x00\x00\x00[\x00-\x0c]

sample: udp client hex:00000001.00000000.00000002.000186a0.00000002.00000003.00000000.00000000.0000000000000000
sample: tcp client hex:80000028.00000001.00000000.00000002.000186a0.00000000.00000000.00000000.0000000000000000
sample: tcp client hex:80000038.00000001.00000000.00000002.000186a0.00000002.00000003.00000000.00000000.0000000000000000
not-sample: udp client hex:00000001.00000000.00000002.000186a0.00000009.00000003.00000000

application: nfs
category: business-systems / storage-backup / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/2049 udp/2049
reference: RFC 1813, RFC 7530, RFC 8881, RFC 5531; programs 100003, 100021, 100227
uses: rpc, portmapper
implicitly-uses: rpc, portmapper
timeout-tcp: 3600

signature: call
over: udp
client: ^....\x00\x00\x00\x00\x00\x00\x00\x02\x00\x01(?:\x86\xa3|\x86\xb5|\x86\xb8|\x87\x83)\x00\x00\x00[\x01-\x04]\x00\x00\x00[\x00-\x20]

signature: call over TCP
over: tcp
client: ^\x80[\x00-\x1f]...{4}\x00\x00\x00\x00\x00\x00\x00\x02\x00\x01(?:\x86\xa3|\x86\xb5|\x86\xb8|\x87\x83)\x00\x00\x00[\x01-\x04]\x00\x00\x00[\x00-\x20]

sample: udp client hex:00000001.00000000.00000002.000186a3.00000003.00000001.00000001.00000018
sample: tcp client hex:80000070.00000001.00000000.00000002.000186a3.00000004.00000001.00000001.00000018
not-sample: tcp client hex:80000070.00000001.00000000.00000002.000186a3.00000014.00000001.00000001.00000018

application: mount
category: networking / infrastructure / network-protocol
risk: 3
characteristics: used-by-malware, has-known-vulnerability, pervasive-use
ports: tcp/dynamic udp/dynamic
reference: RFC 1813 appendix I and RFC 1094 appendix A (program 100005), RFC 5531
uses: rpc, portmapper
implicitly-uses: rpc, portmapper

signature: call
over: udp
client: ^....\x00\x00\x00\x00\x00\x00\x00\x02\x00\x01\x86\xa5\x00\x00\x00[\x00-\x03]\x00\x00\x00[\x00-\x08]

signature: call over TCP
over: tcp
client: ^\x80[\x00-\x1f]...{4}\x00\x00\x00\x00\x00\x00\x00\x02\x00\x01\x86\xa5\x00\x00\x00[\x00-\x03]\x00\x00\x00[\x00-\x08]

sample: udp client hex:00000001.00000000.00000002.000186a5.00000003.00000001.00000001.00000018
sample: tcp client hex:80000044.00000001.00000000.00000002.000186a5.00000003.00000001.00000001.0000001c
not-sample: tcp client hex:80000044.00000001.00000000.00000002.000186a5.00000009.00000001.00000001.0000001c
