application: netbios-ss
category: networking / infrastructure / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/139
reference: RFC 1002 sections 4.3 (session service) and 4.1 (encoded names)

signature: session request
priority: 30
final: no
client: ^\x81\x00\x00\x44\x20[A-P]{32}\x00\x20[A-P]{32}\x00

signature: session refused
server: ^\x83\x00\x00\x01[\x80-\x83\x8f]

sample: tcp client "\x81\x00\x00\x44\x20CKFDENECFDEFFCFGEFFCCACACACACACA\x00\x20EMEPEDEBEMEIEPFDFECACACACACACAAA\x00"
sample(mid-stream): tcp server hex:8300000180
not-sample: tcp client hex:81000044206162
