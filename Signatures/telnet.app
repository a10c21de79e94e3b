application: telnet
category: networking / remote-access / client-server
risk: 2
characteristics: has-known-vulnerability, prone-to-misuse, pervasive-use
ports: tcp/23
reference: RFC 854, RFC 855, RFC 1091; option numbers: IANA Telnet Options
timeout-tcp: 3600

signature: two options from one side
either: ^(?:\xff[\xfb-\xfe][\x00-\x31\xff]){2}

signature: an option from each side
client: ^\xff[\xfb-\xfe][\x00-\x31\xff]
server: ^\xff[\xfb-\xfe][\x00-\x31\xff]

signature: subnegotiation
either: ^(?:\xff[\xfb-\xfe][\x00-\x31\xff])?\xff\xfa[\x00-\x31][^\xff]{0,200}\xff\xf0

sample: tcp server hex:fffd18fffd20fffd23fffd27
sample: tcp server hex:fffd25 client hex:fffb25
sample(mid-stream): tcp client hex:fffa1f00500018fff0
not-sample: tcp server hex:fffd18 client hex:fffe
not-sample: tcp server hex:fffd9cfffd20
