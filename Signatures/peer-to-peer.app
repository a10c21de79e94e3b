application: gnutella
category: general-internet / file-sharing / peer-to-peer
risk: 5
characteristics: evasive-behavior, consume-big-bandwidth, used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/dynamic udp/dynamic
reference: Gnutella 0.6 RFC draft, section "Handshaking"; HTTP extensions of HUGE 0.94
timeout-tcp: 3600

signature: handshake
either: ^GNUTELLA(?: CONNECT)?/0\.[4-9]

signature: transfer by hash
priority: 60
http-req-uri-path: ^/uri-res/N2[RX]

sample: tcp client "GNUTELLA CONNECT/0.6\r\nUser-Agent: LimeWire/1.0\r\n"
sample: tcp client "GET /uri-res/N2R?urn:sha1:PLSTHIPQGSSZTS5FJUPAKUZWUGYQYPFB HTTP/1.1\r\nHost: 192.0.2.1:6346\r\n\r\n"
not-sample: tcp client "GNUTELLA 0.6\r\n"

application: emule
category: general-internet / file-sharing / peer-to-peer
risk: 5
characteristics: evasive-behavior, consume-big-bandwidth, used-by-malware, able-to-transfer-file, has-known-vulnerability, prone-to-misuse, pervasive-use
ports: tcp/dynamic udp/dynamic
reference: eDonkey/eMule protocol specification (Kulbak, Bickson 2005): TCP message header and opcodes

signature: hello between clients
either: ^\xe3[\x20-\xff][\x00-\x03]\x00\x00(?:\x01\x10|\x4c).{16}.{4}..[\x01-\x0f]\x00\x00\x00[\x02\x03\x82\x83]
where: u32le[1] + 5 <= size

signature: server login
client: ^\xe3[\x20-\xff][\x00-\x03]\x00\x00\x01.{16}.{4}..[\x01-\x0f]\x00\x00\x00[\x02\x03\x82\x83\x91]
where: u32le[1] + 5 <= size

signature: both sides speak it
client: ^[\xe3\xc5\xd4][\x02-\xff][\x00-\x3f]\x00\x00[\x01-\x19\x21\x32-\x5f\x60-\x6e\x81-\xa8]
server: ^[\xe3\xc5\xd4][\x02-\xff][\x00-\x3f]\x00\x00[\x01-\x19\x21\x32-\x5f\x60-\x6e\x81-\xa8]

sample: tcp client hex:e32500000001.10.000102030405060708090a0b0c0d0e0f.c0000201.3612.01000000.020100014161.00000000000000
sample: tcp client hex:e32300000001.000102030405060708090a0b0c0d0e0f.c0000201.3612.01000000.0201000141610000000000
sample: tcp client hex:e30800000001 server hex:c50200000060
not-sample: tcp client hex:e32500000002.10.000102030405060708090a0b0c0d0e0f

application: direct-connect
category: general-internet / file-sharing / peer-to-peer
risk: 5
characteristics: evasive-behavior, consume-big-bandwidth, used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/dynamic
reference: NeoModus Direct Connect protocol (nmdc.sourceforge.io), ADC protocol 1.0

signature: lock and nick
either: ^\$(?:Lock [!-~]{5,200} Pk=|MyNick [!-~]{1,64}\||Supports [A-Za-z]|ValidateNick [^|]{1,64}\|)

signature: ADC support line
either: ^[HCI]SUP AD(?:BASE|BAS0|TIGR)

sample: tcp server "$Lock EXTENDEDPROTOCOLABCABCABC Pk=DCPLUSPLUS0.401|"
sample: tcp client "HSUP ADBASE ADTIGR\n"
not-sample: tcp server "$Lock me|"

application: bitcoin
category: general-internet / internet-utility / peer-to-peer
risk: 4
characteristics: consume-big-bandwidth, used-by-malware, has-known-vulnerability, prone-to-misuse, pervasive-use
ports: tcp/3333,8332-8333,18333
reference: Bitcoin developer reference, "Message Headers" (start strings and command names)

signature: message
either: ^(?:\xf9\xbe\xb4\xd9|\x0b\x11\x09\x07|\xfa\xbf\xb5\xda|\x0a\x03\xcf\x40)[a-z0-9]{2,12}\x00

sample: tcp client hex:f9beb4d976657273696f6e000000000064000000
not-sample: tcp client hex:f9beb4d876657273696f6e000000000064000000

application: stratum-mining-protocol
category: general-internet / internet-utility / network-protocol
risk: 1
ports: tcp/dynamic
reference: Stratum v1 mining protocol (Slush Pool documentation); Ethereum stratum (EIP-1571 describes eth_submitLogin)
timeout-tcp: 3600

signature: method
either: ^\s{0,4}\{.{0,300}"method" ?: ?"(?:mining\.(?:subscribe|authorize|submit|notify|set_difficulty|set_extranonce|extranonce\.subscribe|configure|hello)|eth_(?:submitLogin|getWork|submitWork|submitHashrate))"

signature: answer to subscribe
server: ^\s{0,4}\{.{0,100}"result" ?: ?\[ ?\[ ?\[? ?"mining\.

sample: tcp client "{\"id\": 1, \"method\": \"mining.subscribe\", \"params\": []}\n"
sample(mid-stream): tcp server "{\"id\": 1, \"result\": [ [ [\"mining.notify\", \"ae6812eb4cd7735a302a8a9dd95cf71f\"]], \"08000002\", 4], \"error\": null}\n"
not-sample: tcp client "{\"id\": 1, \"method\": \"mining\", \"params\": []}\n"

application: monero
category: general-internet / internet-utility / peer-to-peer
risk: 4
characteristics: evasive-behavior, used-by-malware, pervasive-use
ports: tcp/18080-18081
reference: XMRig "Stratum protocol" extensions (login, job); Monero Levin protocol (contrib/epee levin_base.h)

signature: login of a miner
client: ^\s{0,4}\{.{0,60}"method" ?: ?"login".{0,600}"(?:agent|pass)" ?:

signature: job from the pool
server: ^\s{0,4}\{.{0,200}"(?:job|params)" ?: ?\{.{0,200}"blob" ?: ?"[0-9a-f]{76}

signature: Levin header
either: ^\x01\x21\x01\x01\x01\x01\x01\x01.{7}\x00

sample: tcp client "{\"id\":1,\"jsonrpc\":\"2.0\",\"method\":\"login\",\"params\":{\"login\":\"48abc\",\"pass\":\"x\",\"agent\":\"XMRig/6.2\"}}\n"
sample: tcp server "{\"jsonrpc\":\"2.0\",\"method\":\"job\",\"params\":{\"job_id\":\"1\",\"blob\":\"0606b0c2a7df05f8b4c1a8e05a9c0cf5d1e3b1d3e0f94a0b2c3d4e5f60718293a4b5c6d7e8f9\"}}\n"
sample: tcp client hex:0121010101010101e2000000000000000101
not-sample: tcp client "{\"id\":1,\"method\":\"login\",\"user\":\"amy\"}\n"
