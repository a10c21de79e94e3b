application: x11
category: networking / remote-access / client-server
risk: 5
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/6000-6063
reference: X Window System Protocol, version 11, chapter 8 (connection setup)

signature: connection setup
client: ^(?:B\x00\x00\x0b\x00\x00\x00[\x00-\x40]\x00[\x00-\x40]|l\x00\x0b\x00\x00\x00[\x00-\x40]\x00[\x00-\x40]\x00)\x00\x00

signature: setup and answer
client: ^(?:B\x00\x00\x0b\x00\x00|l\x00\x0b\x00\x00\x00)
server: ^[\x00-\x02].(?:\x00\x0b\x00\x00|\x0b\x00\x00\x00)

sample: tcp client "l\x00\x0b\x00\x00\x00\x12\x00\x10\x00\x00\x00MIT-MAGIC-COOKIE-1\x00\x00"
sample: tcp client hex:6c000b000000 server hex:01000b000000f401
not-sample: tcp client hex:6c000c000000000000000000
