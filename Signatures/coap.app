# CoAP needs its options walked; the decoder does that.
application: coap
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: udp/5683,5684 tcp/5683,5684
reference: RFC 7252 section 3; draft-ietf-core-coap-08 sections 3 and 5.10

# A request whose first option with a value is a host or a path in letters, behind a token of the length that the first byte says.
signature: request
over: udp
client: ^(?:[\x40\x50][\x01-\x07].{2}|[\x41\x51][\x01-\x07].{3}|[\x42\x52][\x01-\x07].{4}|[\x43\x53][\x01-\x07].{5}|[\x44\x54][\x01-\x07].{6}|[\x45\x55][\x01-\x07].{7}|[\x46\x56][\x01-\x07].{8}|[\x47\x57][\x01-\x07].{9}|[\x48\x58][\x01-\x07].{10})(?:[\x36-\x3c\xb6-\xbc]|[\x3d\xbd].|(?:\x60|\x61.|\x62..)[\x56-\x5c])[A-Za-z0-9._~=-]{6}
decoder: coap

# Two messages with text in their options or their payload.
signature: message-with-text
over: udp
either: ^(?!\x41{4}|\x42{4}|\x43{4}|\x44{4}|\x45{4})[\x40-\x48\x50-\x58\x60-\x68][\x01-\x07\x41-\x45\x5f\x80-\x8f\x9d\xa0-\xa8].{3,40}?[A-Za-z0-9._/=&-]{5}
decoder: coap
packets: 2

# The question for a device's resources (RFC 6690 section 4), also as older devices number their options.
signature: discovery
over: udp
client: ^[\x40-\x48\x50-\x58]\x01.{3,12}\.well-known\x04core

# A request for a path alone, to the very end of the datagram, and an answer that ends behind its token.
signature: path and empty answer
over: udp
client: ^(?:[\x41\x51][\x01-\x04].{3}|[\x42\x52][\x01-\x04].{4}|[\x43\x53][\x01-\x04].{5}|[\x44\x54][\x01-\x04].{6}|[\x45\x55][\x01-\x04].{7}|[\x46\x56][\x01-\x04].{8}|[\x47\x57][\x01-\x04].{9}|[\x48\x58][\x01-\x04].{10})(?:\xb3[a-z0-9._-]{3}|\xb4[a-z0-9._-]{4}|\xb5[a-z0-9._-]{5}|\xb6[a-z0-9._-]{6})$
server: ^[\x51-\x58\x61-\x68][\x41-\x45\x80-\x8f\x9d\xa0-\xa8]
where: size == 4 + (u8[0] & 15)

sample: udp client hex:42011234a1b2b474656d70 server hex:62841234a1b2
not-sample: udp client hex:42011234a1b2b474656d70 server hex:63841234a1b2

signature: messages
over: udp
either: ^[\x40-\x48\x50-\x58\x60-\x68\x70-\x78][\x01-\x07\x41-\x45\x5f\x80-\x8f\x9d\xa0-\xa8]
decoder: coap
packets: 3
priority: 30

sample: udp client hex:40011234b8746f6767656c2d37
sample: udp server hex:62451234a1b2c0ff32312e352d43 server hex:62451235a1b3c0ff32312e362d43
sample: udp client hex:4301beef0102032b2e77656c6c2d6b6e6f776e04636f7265
sample: udp client hex:42011234a1b2b1728131 server hex:62451234a1b2c128ff01 client hex:42011235a1b3b1728132
not-sample: udp client hex:40011234b9746f6767656c2d37
not-sample: udp server hex:62451234a1b2c0ff74656d7065726174757265
not-sample: udp client "GArGQYs6A7tWdyb0oAA1" client "HBxxQUFBQUFCQkJCREREREVF"
not-sample: udp client hex:80011234bb2e77656c6c2d6b6e6f776e04636f7265

# Drafts before RFC 7252 had the number of options where the token's length is now, and the path as option 9, behind the port (7) or the host (5).
signature: discovery in a draft's numbering
over: udp
client: ^[\x42-\x4f\x52-\x5f][\x01-\x04]..(?:[\x51-\x5e].{1,14})?(?:\x72..|\x22..)?[\x2b\x4b\x9b]\.well-known\x04core

sample: udp client hex:42011234.9b2e77656c6c2d6b6e6f776e.04636f7265
sample: udp client hex:43021234.721633.2b2e77656c6c2d6b6e6f776e.04636f7265
not-sample: udp client hex:43021234.721633.2b2e77656c6c2d6b6e6f776f.04636f7265
