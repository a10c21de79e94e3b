application: kerberos
category: business-systems / auth-service / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/88,464,749-750 udp/88,464,749-750
reference: RFC 4120 sections 5.4, 5.5, 5.9 and 7.2 (transports), RFC 3244 (change and set password)

# TCP puts four bytes of length before each message; the same signatures serve both transports.

signature: ticket request
over: tcp udp
client: ^(?:\x00[\x00-\x0f]..)?[\x6a\x6c](?:[\x00-\x7f]|\x81.|\x82..|\x84....)\x30(?:[\x00-\x7f]|\x81.|\x82..|\x84....)\xa1\x03\x02\x01\x05\xa2\x03\x02\x01[\x0a\x0c]

signature: ticket reply
over: tcp udp
server: ^(?:\x00[\x00-\x0f]..)?[\x6b\x6d](?:[\x00-\x7f]|\x81.|\x82..|\x84....)\x30(?:[\x00-\x7f]|\x81.|\x82..|\x84....)\xa0\x03\x02\x01\x05\xa1\x03\x02\x01[\x0b\x0d]

signature: error
over: tcp udp
server: ^(?:\x00[\x00-\x0f]..)?\x7e(?:[\x00-\x7f]|\x81.|\x82..|\x84....)\x30(?:[\x00-\x7f]|\x81.|\x82..|\x84....)\xa0\x03\x02\x01\x05\xa1\x03\x02\x01\x1e

signature: password change
over: tcp udp
either: ^(?:\x00[\x00-\x0f]..)?[\x00-\x0f].(?:\xff\x80|\x00\x01)..[\x6e\x6f](?:[\x00-\x7f]|\x81.|\x82..)\x30(?:[\x00-\x7f]|\x81.|\x82..)\xa0\x03\x02\x01\x05\xa1\x03\x02\x01[\x0e\x0f]

sample: udp client hex:6a81c03081bda103020105a20302010aa3
sample: tcp client hex:000000c4.6a81c13081bea103020105a20302010ca3
sample: udp client hex:6a81c03081bda103020105a20302010aa3 server hex:6b8202d1308202cda003020105a10302010ba2
sample(mid-stream): tcp server hex:000002d5.6d8202d1308202cda003020105a10302010da2
sample: udp server hex:7e5b3059a003020105a10302011ea411
sample: udp client hex:02750001024c6e82024830820244a003020105a10302010ea2
not-sample: udp client hex:6a81c03081bda103020104a20302010aa3
