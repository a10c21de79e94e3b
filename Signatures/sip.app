application: sip
category: collaboration / voip-video / peer-to-peer
risk: 4
characteristics: consume-big-bandwidth, used-by-malware, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/5060 udp/5060
reference: RFC 3261 sections 7.1 and 7.2; methods of RFC 3262, 3265, 3311, 3428, 3515, 3903, 6086
timeout-udp: 3600

signature: request
over: tcp udp
client: ^(?:\r\n){0,4}(?:INVITE|ACK|OPTIONS|BYE|CANCEL|REGISTER|SUBSCRIBE|NOTIFY|PUBLISH|INFO|REFER|MESSAGE|UPDATE|PRACK) (?:sips?|tel|im|pres|urn):[^\r\n]{1,1024} SIP/2\.0\r?\n

signature: response
over: tcp udp
server: ^(?:\r\n){0,4}SIP/2\.0 [1-6]\d\d [^\r\n]{0,200}\r?\n

sample: udp client "INVITE sip:bob@biloxi.example SIP/2.0\r\nVia: SIP/2.0/UDP pc33.example\r\n\r\n"
sample: tcp client "REGISTER sips:registrar.example SIP/2.0\r\n"
sample: udp server "SIP/2.0 100 Trying\r\nVia: SIP/2.0/UDP pc33.example\r\n"
not-sample: tcp client "INVITE sip:bob@biloxi.example HTTP/1.1\r\n"
