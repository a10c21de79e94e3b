application: msrpc
category: networking / infrastructure / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/dynamic udp/dynamic
reference: C706 (DCE 1.1: Remote Procedure Call) chapter 12, [MS-RPCE] 2.2.2
timeout-tcp: 1800

signature: connection-oriented PDU
either: ^\x05[\x00\x01][\x00\x02\x03\x0b-\x13].[\x00\x10][\x00-\x03]\x00\x00
where: (u8[4] == 0x10 and u16le[8] >= 16 and u16le[10] <= u16le[8] and u16le[8] <= 6000) or (u8[4] == 0 and u16be[8] >= 16 and u16be[10] <= u16be[8] and u16be[8] <= 6000)

signature: connectionless PDU
priority: 40
over: udp
either: ^\x04[\x00-\x0e].[\x00-\x0f][\x00\x10][\x00-\x03]\x00
where: size >= 80 and ((u8[4] == 0x10 and u16le[74] + 80 <= size) or (u8[4] == 0 and u16be[74] + 80 <= size))

signature: HTTP transport banner
server: ^ncacn_http/1\.\d

sample: tcp client hex:05000b03100000004800000001000000b810b810000000000100
sample(mid-stream): tcp server hex:050002031000000020000000020000000800000000000000
sample: udp client hex:0400280010000000.00000000000000000000000000000000.00000000000000000000000000000000.00000000000000000000000000000000.00000000.01000000.00000000.0000.ffff.ffff.0400.0000.0000.01020304
sample: tcp server "ncacn_http/1.0"
not-sample: tcp client hex:05000b03100000000800000001000000
not-sample: udp client hex:040028001000000000000000

application: rpc-over-http
category: networking / infrastructure / network-protocol
risk: 3
characteristics: evasive-behavior, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80,443
reference: [MS-RPCH] 2.1.2.1 (methods) and 2.1.2.2 (media type)
parent: web-browsing
uses: web-browsing, ssl
implicitly-uses: web-browsing, ssl

signature: RPC methods
priority: 60
http-req-method: ^RPC_(?:IN|OUT)_DATA$

sample: tcp client "RPC_IN_DATA /rpc/rpcproxy.dll?server:6002 HTTP/1.1\r\nHost: mail.example.net\r\n\r\n"
not-sample: tcp client "POST /rpc/rpcproxy.dll HTTP/1.1\r\nHost: mail.example.net\r\n\r\n"
