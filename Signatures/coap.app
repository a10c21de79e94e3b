# CoAP needs its options walked; the decoder does that.
application: coap
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: udp/5683,5684 tcp/5683,5684
reference: RFC 7252 section 3

# A message with text in its options, such as a path.
signature: message-with-text
over: udp
either: ^(?!\x41{4}|\x42{4}|\x43{4}|\x44{4}|\x45{4})[\x40-\x48\x50-\x58\x60-\x68][\x01-\x07\x41-\x45\x5f\x80-\x8f\x9d\xa0-\xa8].{3,40}?[A-Za-z0-9._/=&-]{5}
decoder: coap

# The question for a device's resources (RFC 6690 section 4), also as older devices number their options.
signature: discovery
over: udp
client: ^[\x40-\x48\x50-\x58]\x01.{3,12}\.well-known\x04core

signature: messages
over: udp
either: ^[\x40-\x48\x50-\x58\x60-\x68\x70-\x78][\x01-\x07\x41-\x45\x5f\x80-\x8f\x9d\xa0-\xa8]
decoder: coap
packets: 3
priority: 30

sample: udp client hex:40011234b8746f6767656c2d37
sample: udp client hex:4301beef0102032b2e77656c6c2d6b6e6f776e04636f7265
sample: udp client hex:42011234a1b2b1728131 server hex:62451234a1b2c128ff01 client hex:42011235a1b3b1728132
not-sample: udp client hex:40011234b9746f6767656c2d37
not-sample: udp client "GArGQYs6A7tWdyb0oAA1" client "HBxxQUFBQUFCQkJCREREREVF"
not-sample: udp client hex:80011234bb2e77656c6c2d6b6e6f776e04636f7265
