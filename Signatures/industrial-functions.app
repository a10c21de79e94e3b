# Functions of control protocols: the first one that a session asks for names it; what cannot be told stays with the base application.

application: modbus-read-coils
category: business-systems / management / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application
ports: tcp/502
reference: MODBUS Application Protocol V1.1b3 section 6, MODBUS Messaging on TCP/IP Implementation Guide V1.0b section 3.1
parent: modbus-base
uses: modbus-base
implicitly-uses: modbus-base

signature: function
priority: 40
over: tcp udp
either: ^..\x00\x00\x00[\x04-\xff].\x01
where: u16be[4] + 6 <= size and (u16be[4] == 6 and u16be[10] >= 1 and u16be[10] <= 2000 or u8[8] >= 1 and u16be[4] == 3 + u8[8])

sample: tcp client hex:000100000006010100130025
sample(mid-stream): tcp server hex:000100000008010105cd6bb20e1b
not-sample: tcp client hex:000100010006010100130025
not-sample: tcp client hex:000100000006014100130025

application: modbus-read-discrete-inputs
category: business-systems / management / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application
ports: tcp/502
reference: MODBUS Application Protocol V1.1b3 section 6, MODBUS Messaging on TCP/IP Implementation Guide V1.0b section 3.1
parent: modbus-base
uses: modbus-base
implicitly-uses: modbus-base

signature: function
priority: 40
over: tcp udp
either: ^..\x00\x00\x00[\x04-\xff].\x02
where: u16be[4] + 6 <= size and (u16be[4] == 6 and u16be[10] >= 1 and u16be[10] <= 2000 or u8[8] >= 1 and u16be[4] == 3 + u8[8])

sample: tcp client hex:000100000006010200c40016
sample(mid-stream): tcp server hex:000100000006010203acdb35
not-sample: tcp client hex:000100010006010200c40016
not-sample: tcp client hex:000100000006014100c40016

application: modbus-read-holding-registers
category: business-systems / management / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application
ports: tcp/502
reference: MODBUS Application Protocol V1.1b3 section 6, MODBUS Messaging on TCP/IP Implementation Guide V1.0b section 3.1
parent: modbus-base
uses: modbus-base
implicitly-uses: modbus-base

signature: function
priority: 40
over: tcp udp
either: ^..\x00\x00\x00[\x04-\xff].\x03
where: u16be[4] + 6 <= size and (u16be[4] == 6 and u16be[10] >= 1 and u16be[10] <= 125 or u8[8] >= 1 and u16be[4] == 3 + u8[8])

sample: tcp client hex:0001000000060103006b0003
sample(mid-stream): tcp server hex:000100000009010306022b00000064
not-sample: tcp client hex:0001000100060103006b0003
not-sample: tcp client hex:0001000000060141006b0003

application: modbus-read-input-registers
category: business-systems / management / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application
ports: tcp/502
reference: MODBUS Application Protocol V1.1b3 section 6, MODBUS Messaging on TCP/IP Implementation Guide V1.0b section 3.1
parent: modbus-base
uses: modbus-base
implicitly-uses: modbus-base

signature: function
priority: 40
over: tcp udp
either: ^..\x00\x00\x00[\x04-\xff].\x04
where: u16be[4] + 6 <= size and (u16be[4] == 6 and u16be[10] >= 1 and u16be[10] <= 125 or u8[8] >= 1 and u16be[4] == 3 + u8[8])

sample: tcp client hex:000100000006010400080001
sample(mid-stream): tcp server hex:000100000005010402000a
not-sample: tcp client hex:000100010006010400080001
not-sample: tcp client hex:000100000006014100080001

application: modbus-write-single-coil
category: business-systems / management / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application
ports: tcp/502
reference: MODBUS Application Protocol V1.1b3 section 6, MODBUS Messaging on TCP/IP Implementation Guide V1.0b section 3.1
parent: modbus-base
uses: modbus-base
implicitly-uses: modbus-base

signature: function
priority: 40
over: tcp udp
either: ^..\x00\x00\x00\x06.\x05..[\x00\xff]\x00
where: u16be[4] + 6 <= size

sample: tcp client hex:00010000000601050001ff00
not-sample: tcp client hex:00010001000601050001ff00
not-sample: tcp client hex:00010000000601410001ff00

application: modbus-write-single-register
category: business-systems / management / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application
ports: tcp/502
reference: MODBUS Application Protocol V1.1b3 section 6, MODBUS Messaging on TCP/IP Implementation Guide V1.0b section 3.1
parent: modbus-base
uses: modbus-base
implicitly-uses: modbus-base

signature: function
priority: 40
over: tcp udp
either: ^..\x00\x00\x00\x06.\x06....
where: u16be[4] + 6 <= size

sample: tcp client hex:000100000006010600010003
not-sample: tcp client hex:000100010006010600010003
not-sample: tcp client hex:000100000006014100010003

application: modbus-write-multiple-coils
category: business-systems / management / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application
ports: tcp/502
reference: MODBUS Application Protocol V1.1b3 section 6, MODBUS Messaging on TCP/IP Implementation Guide V1.0b section 3.1
parent: modbus-base
uses: modbus-base
implicitly-uses: modbus-base

signature: function
priority: 40
over: tcp udp
either: ^..\x00\x00\x00[\x06\x08-\xff].\x0f..[\x00-\x07].
where: u16be[10] >= 1 and (u16be[4] == 6 or u16be[4] == 7 + u8[12] and u16be[4] + 6 <= size)

sample: tcp client hex:000100000009010f0013000a02cd01
not-sample: tcp client hex:000100010009010f0013000a02cd01
not-sample: tcp client hex:00010000000901410013000a02cd01

application: modbus-write-multiple-registers
category: business-systems / management / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application
ports: tcp/502
reference: MODBUS Application Protocol V1.1b3 section 6, MODBUS Messaging on TCP/IP Implementation Guide V1.0b section 3.1
parent: modbus-base
uses: modbus-base
implicitly-uses: modbus-base

signature: function
priority: 40
over: tcp udp
either: ^..\x00\x00\x00[\x06\x08-\xff].\x10..[\x00-\x07].
where: u16be[10] >= 1 and (u16be[4] == 6 or u16be[4] == 7 + u8[12] and u16be[4] + 6 <= size)

sample: tcp client hex:00010000000b01100001000204000a0102
not-sample: tcp client hex:00010001000b01100001000204000a0102
not-sample: tcp client hex:00010000000b01410001000204000a0102

application: modbus-read-file-record
category: business-systems / management / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application
ports: tcp/502
reference: MODBUS Application Protocol V1.1b3 section 6, MODBUS Messaging on TCP/IP Implementation Guide V1.0b section 3.1
parent: modbus-base
uses: modbus-base
implicitly-uses: modbus-base

signature: function
priority: 40
over: tcp udp
either: ^..\x00\x00\x00[\x0a-\xff].\x14[\x07-\xf5]\x06..[\x00-\x27].\x00[\x01-\x7f]
where: u16be[4] == 3 + u8[8] and u16be[4] + 6 <= size

sample: tcp client hex:00010000000a01140706000400010002
not-sample: tcp client hex:00010001000a01140706000400010002
not-sample: tcp client hex:00010000000a01410706000400010002

application: modbus-write-file-record
category: business-systems / management / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application
ports: tcp/502
reference: MODBUS Application Protocol V1.1b3 section 6, MODBUS Messaging on TCP/IP Implementation Guide V1.0b section 3.1
parent: modbus-base
uses: modbus-base
implicitly-uses: modbus-base

signature: function
priority: 40
over: tcp udp
either: ^..\x00\x00\x00[\x0a-\xff].\x15[\x07-\xf5]\x06..[\x00-\x27].\x00[\x01-\x7f]
where: u16be[4] == 3 + u8[8] and u16be[4] + 6 <= size

sample: tcp client hex:00010000000c0115090600040007000106af
not-sample: tcp client hex:00010001000c0115090600040007000106af
not-sample: tcp client hex:00010000000c0141090600040007000106af

application: modbus-mask-write-register
category: business-systems / management / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application
ports: tcp/502
reference: MODBUS Application Protocol V1.1b3 section 6, MODBUS Messaging on TCP/IP Implementation Guide V1.0b section 3.1
parent: modbus-base
uses: modbus-base
implicitly-uses: modbus-base

signature: function
priority: 40
over: tcp udp
either: ^..\x00\x00\x00\x08.\x16......
where: u16be[4] + 6 <= size

sample: tcp client hex:0001000000080116000400f20025
not-sample: tcp client hex:0001000100080116000400f20025
not-sample: tcp client hex:0001000000080141000400f20025

application: modbus-read-write-register
category: business-systems / management / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application
ports: tcp/502
reference: MODBUS Application Protocol V1.1b3 section 6, MODBUS Messaging on TCP/IP Implementation Guide V1.0b section 3.1
parent: modbus-base
uses: modbus-base
implicitly-uses: modbus-base

signature: function
priority: 40
over: tcp udp
either: ^..\x00\x00\x00[\x0d-\xff].\x17..\x00[\x01-\x7d]..\x00[\x01-\x79][\x02-\xf2]
where: u16be[4] == 11 + u8[16] and u8[16] == 2 * u16be[14] and u16be[4] + 6 <= size

sample: tcp client hex:00010000000d011700030006000e00010200ff
not-sample: tcp client hex:00010001000d011700030006000e00010200ff
not-sample: tcp client hex:00010000000d014100030006000e00010200ff

application: modbus-read-fifo-queue
category: business-systems / management / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application
ports: tcp/502
reference: MODBUS Application Protocol V1.1b3 section 6, MODBUS Messaging on TCP/IP Implementation Guide V1.0b section 3.1
parent: modbus-base
uses: modbus-base
implicitly-uses: modbus-base

signature: function
priority: 40
over: tcp udp
either: ^..\x00\x00\x00\x04.\x18..
where: u16be[4] + 6 == size

sample: tcp client hex:000100000004011804de
not-sample: tcp client hex:000100010004011804de
not-sample: tcp client hex:000100000004014104de

application: modbus-encapsulated-transport
category: business-systems / management / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application
ports: tcp/502
reference: MODBUS Application Protocol V1.1b3 section 6, MODBUS Messaging on TCP/IP Implementation Guide V1.0b section 3.1
parent: modbus-base
uses: modbus-base
implicitly-uses: modbus-base

signature: function
priority: 40
over: tcp udp
either: ^..\x00\x00\x00[\x05-\xff].\x2b(?:\x0d|\x0e[\x01-\x04])
where: u16be[4] + 6 == size

sample: tcp client hex:000100000005012b0e0100
not-sample: tcp client hex:000100010005012b0e0100
not-sample: tcp client hex:00010000000501410e0100

application: bacnet-ack-alarm
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x00|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x00|[\x20\x50].\x00|\x30.\x00|[\x38\x3c].\x00[\x01-\x7f]\x00)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401000c02000014
sample: udp client hex:810b00130120ffff00ff000401000c02000014
not-sample: udp client hex:810a000f0184000401000c02000014
not-sample: udp client hex:810a000f0104100401000c02000014

application: bacnet-confirmed-cov-notify
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x01|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x01|[\x20\x50].\x01|\x30.\x01|[\x38\x3c].\x00[\x01-\x7f]\x01)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401010c02000014
sample: udp client hex:810b00130120ffff00ff000401010c02000014
not-sample: udp client hex:810a000f0184000401010c02000014
not-sample: udp client hex:810a000f0104100401010c02000014

application: bacnet-confirmed-event-notify
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x02|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x02|[\x20\x50].\x02|\x30.\x02|[\x38\x3c].\x00[\x01-\x7f]\x02)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401020c02000014
sample: udp client hex:810b00130120ffff00ff000401020c02000014
not-sample: udp client hex:810a000f0184000401020c02000014
not-sample: udp client hex:810a000f0104100401020c02000014

application: bacnet-get-alarm-summary
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x03|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x03|[\x20\x50].\x03|\x30.\x03|[\x38\x3c].\x00[\x01-\x7f]\x03)
where: u16be[2] == size

sample: udp client hex:810a000a010400040103
sample: udp client hex:810b000e0120ffff00ff00040103
not-sample: udp client hex:810a000a018400040103
not-sample: udp client hex:810a000a010410040103

application: bacnet-get-enrollment-summary
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x04|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x04|[\x20\x50].\x04|\x30.\x04|[\x38\x3c].\x00[\x01-\x7f]\x04)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401040c02000014
sample: udp client hex:810b00130120ffff00ff000401040c02000014
not-sample: udp client hex:810a000f0184000401040c02000014
not-sample: udp client hex:810a000f0104100401040c02000014

application: bacnet-subscribe-cov
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x05|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x05|[\x20\x50].\x05|\x30.\x05|[\x38\x3c].\x00[\x01-\x7f]\x05)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401050c02000014
sample: udp client hex:810b00130120ffff00ff000401050c02000014
not-sample: udp client hex:810a000f0184000401050c02000014
not-sample: udp client hex:810a000f0104100401050c02000014

application: bacnet-atomic-read-file
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x06|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x06|[\x20\x50].\x06|\x30.\x06|[\x38\x3c].\x00[\x01-\x7f]\x06)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401060c02000014
sample: udp client hex:810b00130120ffff00ff000401060c02000014
not-sample: udp client hex:810a000f0184000401060c02000014
not-sample: udp client hex:810a000f0104100401060c02000014

application: bacnet-atomic-write-file
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x07|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x07|[\x20\x50].\x07|\x30.\x07|[\x38\x3c].\x00[\x01-\x7f]\x07)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401070c02000014
sample: udp client hex:810b00130120ffff00ff000401070c02000014
not-sample: udp client hex:810a000f0184000401070c02000014
not-sample: udp client hex:810a000f0104100401070c02000014

application: bacnet-add-list-element
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x08|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x08|[\x20\x50].\x08|\x30.\x08|[\x38\x3c].\x00[\x01-\x7f]\x08)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401080c02000014
sample: udp client hex:810b00130120ffff00ff000401080c02000014
not-sample: udp client hex:810a000f0184000401080c02000014
not-sample: udp client hex:810a000f0104100401080c02000014

application: bacnet-remove-list-element
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x09|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x09|[\x20\x50].\x09|\x30.\x09|[\x38\x3c].\x00[\x01-\x7f]\x09)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401090c02000014
sample: udp client hex:810b00130120ffff00ff000401090c02000014
not-sample: udp client hex:810a000f0184000401090c02000014
not-sample: udp client hex:810a000f0104100401090c02000014

application: bacnet-create-object
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x0a|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x0a|[\x20\x50].\x0a|\x30.\x0a|[\x38\x3c].\x00[\x01-\x7f]\x0a)
where: u16be[2] == size

sample: udp client hex:810a000f01040004010a0c02000014
sample: udp client hex:810b00130120ffff00ff0004010a0c02000014
not-sample: udp client hex:810a000f01840004010a0c02000014
not-sample: udp client hex:810a000f01041004010a0c02000014

application: bacnet-delete-object
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x0b|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x0b|[\x20\x50].\x0b|\x30.\x0b|[\x38\x3c].\x00[\x01-\x7f]\x0b)
where: u16be[2] == size

sample: udp client hex:810a000f01040004010b0c02000014
sample: udp client hex:810b00130120ffff00ff0004010b0c02000014
not-sample: udp client hex:810a000f01840004010b0c02000014
not-sample: udp client hex:810a000f01041004010b0c02000014

application: bacnet-read-property
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x0c|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x0c|[\x20\x50].\x0c|\x30.\x0c|[\x38\x3c].\x00[\x01-\x7f]\x0c)
where: u16be[2] == size

sample: udp client hex:810a001101040004010c0c02000014194d
sample: udp client hex:810b00150120ffff00ff0004010c0c02000014194d
not-sample: udp client hex:810a001101840004010c0c02000014194d
not-sample: udp client hex:810a001101041004010c0c02000014194d

application: bacnet-read-prop-conditional
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x0d|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x0d|[\x20\x50].\x0d|\x30.\x0d|[\x38\x3c].\x00[\x01-\x7f]\x0d)
where: u16be[2] == size

sample: udp client hex:810a000f01040004010d0c02000014
sample: udp client hex:810b00130120ffff00ff0004010d0c02000014
not-sample: udp client hex:810a000f01840004010d0c02000014
not-sample: udp client hex:810a000f01041004010d0c02000014

application: bacnet-read-prop-multiple
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x0e|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x0e|[\x20\x50].\x0e|\x30.\x0e|[\x38\x3c].\x00[\x01-\x7f]\x0e)
where: u16be[2] == size

sample: udp client hex:810a000f01040004010e0c02000014
sample: udp client hex:810b00130120ffff00ff0004010e0c02000014
not-sample: udp client hex:810a000f01840004010e0c02000014
not-sample: udp client hex:810a000f01041004010e0c02000014

application: bacnet-write-property
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x0f|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x0f|[\x20\x50].\x0f|\x30.\x0f|[\x38\x3c].\x00[\x01-\x7f]\x0f)
where: u16be[2] == size

sample: udp client hex:810a000f01040004010f0c02000014
sample: udp client hex:810b00130120ffff00ff0004010f0c02000014
not-sample: udp client hex:810a000f01840004010f0c02000014
not-sample: udp client hex:810a000f01041004010f0c02000014

application: bacnet-write-prop-multiple
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x10|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x10|[\x20\x50].\x10|\x30.\x10|[\x38\x3c].\x00[\x01-\x7f]\x10)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401100c02000014
sample: udp client hex:810b00130120ffff00ff000401100c02000014
not-sample: udp client hex:810a000f0184000401100c02000014
not-sample: udp client hex:810a000f0104100401100c02000014

application: bacnet-device-comm-control
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x11|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x11|[\x20\x50].\x11|\x30.\x11|[\x38\x3c].\x00[\x01-\x7f]\x11)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401110c02000014
sample: udp client hex:810b00130120ffff00ff000401110c02000014
not-sample: udp client hex:810a000f0184000401110c02000014
not-sample: udp client hex:810a000f0104100401110c02000014

application: bacnet-confirmed-private-xfer
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x12|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x12|[\x20\x50].\x12|\x30.\x12|[\x38\x3c].\x00[\x01-\x7f]\x12)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401120c02000014
sample: udp client hex:810b00130120ffff00ff000401120c02000014
not-sample: udp client hex:810a000f0184000401120c02000014
not-sample: udp client hex:810a000f0104100401120c02000014

application: bacnet-confirmed-text-message
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x13|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x13|[\x20\x50].\x13|\x30.\x13|[\x38\x3c].\x00[\x01-\x7f]\x13)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401130c02000014
sample: udp client hex:810b00130120ffff00ff000401130c02000014
not-sample: udp client hex:810a000f0184000401130c02000014
not-sample: udp client hex:810a000f0104100401130c02000014

application: bacnet-reinitialize-device
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x14|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x14|[\x20\x50].\x14|\x30.\x14|[\x38\x3c].\x00[\x01-\x7f]\x14)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401140c02000014
sample: udp client hex:810b00130120ffff00ff000401140c02000014
not-sample: udp client hex:810a000f0184000401140c02000014
not-sample: udp client hex:810a000f0104100401140c02000014

application: bacnet-vt-open
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x15|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x15|[\x20\x50].\x15|\x30.\x15|[\x38\x3c].\x00[\x01-\x7f]\x15)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401150c02000014
sample: udp client hex:810b00130120ffff00ff000401150c02000014
not-sample: udp client hex:810a000f0184000401150c02000014
not-sample: udp client hex:810a000f0104100401150c02000014

application: bacnet-vt-close
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x16|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x16|[\x20\x50].\x16|\x30.\x16|[\x38\x3c].\x00[\x01-\x7f]\x16)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401160c02000014
sample: udp client hex:810b00130120ffff00ff000401160c02000014
not-sample: udp client hex:810a000f0184000401160c02000014
not-sample: udp client hex:810a000f0104100401160c02000014

application: bacnet-vt-data
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x17|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x17|[\x20\x50].\x17|\x30.\x17|[\x38\x3c].\x00[\x01-\x7f]\x17)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401170c02000014
sample: udp client hex:810b00130120ffff00ff000401170c02000014
not-sample: udp client hex:810a000f0184000401170c02000014
not-sample: udp client hex:810a000f0104100401170c02000014

application: bacnet-authenticate
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x18|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x18|[\x20\x50].\x18|\x30.\x18|[\x38\x3c].\x00[\x01-\x7f]\x18)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401180c02000014
sample: udp client hex:810b00130120ffff00ff000401180c02000014
not-sample: udp client hex:810a000f0184000401180c02000014
not-sample: udp client hex:810a000f0104100401180c02000014

application: bacnet-request-key
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x19|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x19|[\x20\x50].\x19|\x30.\x19|[\x38\x3c].\x00[\x01-\x7f]\x19)
where: u16be[2] == size

sample: udp client hex:810a000f0104000401190c02000014
sample: udp client hex:810b00130120ffff00ff000401190c02000014
not-sample: udp client hex:810a000f0184000401190c02000014
not-sample: udp client hex:810a000f0104100401190c02000014

application: bacnet-read-range
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x1a|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x1a|[\x20\x50].\x1a|\x30.\x1a|[\x38\x3c].\x00[\x01-\x7f]\x1a)
where: u16be[2] == size

sample: udp client hex:810a000f01040004011a0c02000014
sample: udp client hex:810b00130120ffff00ff0004011a0c02000014
not-sample: udp client hex:810a000f01840004011a0c02000014
not-sample: udp client hex:810a000f01041004011a0c02000014

application: bacnet-life-safety-operation
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x1b|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x1b|[\x20\x50].\x1b|\x30.\x1b|[\x38\x3c].\x00[\x01-\x7f]\x1b)
where: u16be[2] == size

sample: udp client hex:810a000f01040004011b0c02000014
sample: udp client hex:810b00130120ffff00ff0004011b0c02000014
not-sample: udp client hex:810a000f01840004011b0c02000014
not-sample: udp client hex:810a000f01041004011b0c02000014

application: bacnet-subscribe-cov-property
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x1c|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x1c|[\x20\x50].\x1c|\x30.\x1c|[\x38\x3c].\x00[\x01-\x7f]\x1c)
where: u16be[2] == size

sample: udp client hex:810a000f01040004011c0c02000014
sample: udp client hex:810b00130120ffff00ff0004011c0c02000014
not-sample: udp client hex:810a000f01840004011c0c02000014
not-sample: udp client hex:810a000f01041004011c0c02000014

application: bacnet-get-event-information
category: business-systems / management / network-protocol
risk: 1
ports: udp/47808
reference: ANSI/ASHRAE 135 clauses 6.2 (NPDU), 20.1 (APDU types) and 21 (BACnetConfirmedServiceChoice), annex J
parent: bacnet-base
uses: bacnet-base
implicitly-uses: bacnet-base

signature: confirmed service
priority: 40
over: udp
either: ^\x81(?:[\x0a\x0b]..|\x04.{8})\x01(?:[\x00-\x07]|[\x20-\x27]..(?:\x00|\x01.|\x06.{6}).|[\x08-\x0f]..(?:\x01.|\x06.{6})|[\x28-\x2f]..(?:\x00|\x01.|\x06.{6})..(?:\x01.|\x06.{6}).)(?:[\x00-\x02][\x00-\x75].\x1d|[\x08\x0a\x0c\x0e][\x00-\x75].\x00[\x01-\x7f]\x1d|[\x20\x50].\x1d|\x30.\x1d|[\x38\x3c].\x00[\x01-\x7f]\x1d)
where: u16be[2] == size

sample: udp client hex:810a000f01040004011d0c02000014
sample: udp client hex:810b00130120ffff00ff0004011d0c02000014
not-sample: udp client hex:810a000f01840004011d0c02000014
not-sample: udp client hex:810a000f01041004011d0c02000014

application: dnp3-confirm
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x00
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c1007d3d
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c1007d3d
not-sample: tcp client hex:056408c401000a00ad6280c10012b1
not-sample: tcp client hex:056408c401000a000000c0c1007d3d

application: dnp3-read
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x01
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c101230b
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c101230b
not-sample: tcp client hex:056408c401000a00ad6280c1014c87
not-sample: tcp client hex:056408c401000a000000c0c101230b

application: dnp3-write
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x02
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c102c151
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c102c151
not-sample: tcp client hex:056408c401000a00ad6280c102aedd
not-sample: tcp client hex:056408c401000a000000c0c102c151

application: dnp3-select
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x03
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c1039f67
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c1039f67
not-sample: tcp client hex:056408c401000a00ad6280c103f0eb
not-sample: tcp client hex:056408c401000a000000c0c1039f67

application: dnp3-operate
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x04
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c10405e4
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c10405e4
not-sample: tcp client hex:056408c401000a00ad6280c1046a68
not-sample: tcp client hex:056408c401000a000000c0c10405e4

application: dnp3-direct-operate
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x05
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c1055bd2
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c1055bd2
not-sample: tcp client hex:056408c401000a00ad6280c105345e
not-sample: tcp client hex:056408c401000a000000c0c1055bd2

application: dnp3-direct-operate-no-resp
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x06
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c106b988
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c106b988
not-sample: tcp client hex:056408c401000a00ad6280c106d604
not-sample: tcp client hex:056408c401000a000000c0c106b988

application: dnp3-freeze
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x07
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c107e7be
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c107e7be
not-sample: tcp client hex:056408c401000a00ad6280c1078832
not-sample: tcp client hex:056408c401000a000000c0c107e7be

application: dnp3-freeze-no-resp
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x08
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c108f4c2
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c108f4c2
not-sample: tcp client hex:056408c401000a00ad6280c1089b4e
not-sample: tcp client hex:056408c401000a000000c0c108f4c2

application: dnp3-freeze-clear
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x09
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c109aaf4
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c109aaf4
not-sample: tcp client hex:056408c401000a00ad6280c109c578
not-sample: tcp client hex:056408c401000a000000c0c109aaf4

application: dnp3-freeze-clear-no-resp
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x0a
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c10a48ae
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c10a48ae
not-sample: tcp client hex:056408c401000a00ad6280c10a2722
not-sample: tcp client hex:056408c401000a000000c0c10a48ae

application: dnp3-freeze-at-time
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x0b
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c10b1698
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c10b1698
not-sample: tcp client hex:056408c401000a00ad6280c10b7914
not-sample: tcp client hex:056408c401000a000000c0c10b1698

application: dnp3-freeze-at-time-no-resp
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x0c
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c10c8c1b
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c10c8c1b
not-sample: tcp client hex:056408c401000a00ad6280c10ce397
not-sample: tcp client hex:056408c401000a000000c0c10c8c1b

application: dnp3-cold-restart
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x0d
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c10dd22d
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c10dd22d
not-sample: tcp client hex:056408c401000a00ad6280c10dbda1
not-sample: tcp client hex:056408c401000a000000c0c10dd22d

application: dnp3-warm-restart
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x0e
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c10e3077
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c10e3077
not-sample: tcp client hex:056408c401000a00ad6280c10e5ffb
not-sample: tcp client hex:056408c401000a000000c0c10e3077

application: dnp3-initialize-data
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x0f
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c10f6e41
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c10f6e41
not-sample: tcp client hex:056408c401000a00ad6280c10f01cd
not-sample: tcp client hex:056408c401000a000000c0c10f6e41

application: dnp3-initialize-application
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x10
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c110168f
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c110168f
not-sample: tcp client hex:056408c401000a00ad6280c1107903
not-sample: tcp client hex:056408c401000a000000c0c110168f

application: dnp3-start-application
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x11
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c11148b9
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c11148b9
not-sample: tcp client hex:056408c401000a00ad6280c1112735
not-sample: tcp client hex:056408c401000a000000c0c11148b9

application: dnp3-stop-application
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x12
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c112aae3
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c112aae3
not-sample: tcp client hex:056408c401000a00ad6280c112c56f
not-sample: tcp client hex:056408c401000a000000c0c112aae3

application: dnp3-save-configuration
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x13
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c113f4d5
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c113f4d5
not-sample: tcp client hex:056408c401000a00ad6280c1139b59
not-sample: tcp client hex:056408c401000a000000c0c113f4d5

application: dnp3-enable-unsolicited
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x14
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c1146e56
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c1146e56
not-sample: tcp client hex:056408c401000a00ad6280c11401da
not-sample: tcp client hex:056408c401000a000000c0c1146e56

application: dnp3-disable-unsolicited
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x15
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c1153060
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c1153060
not-sample: tcp client hex:056408c401000a00ad6280c1155fec
not-sample: tcp client hex:056408c401000a000000c0c1153060

application: dnp3-assign-class
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x16
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c116d23a
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c116d23a
not-sample: tcp client hex:056408c401000a00ad6280c116bdb6
not-sample: tcp client hex:056408c401000a000000c0c116d23a

application: dnp3-delay-measurement
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x17
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c1178c0c
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c1178c0c
not-sample: tcp client hex:056408c401000a00ad6280c117e380
not-sample: tcp client hex:056408c401000a000000c0c1178c0c

application: dnp3-record-current-time
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x18
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c1189f70
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c1189f70
not-sample: tcp client hex:056408c401000a00ad6280c118f0fc
not-sample: tcp client hex:056408c401000a000000c0c1189f70

application: dnp3-open-file
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x19
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c119c146
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c119c146
not-sample: tcp client hex:056408c401000a00ad6280c119aeca
not-sample: tcp client hex:056408c401000a000000c0c119c146

application: dnp3-close-file
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x1a
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c11a231c
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c11a231c
not-sample: tcp client hex:056408c401000a00ad6280c11a4c90
not-sample: tcp client hex:056408c401000a000000c0c11a231c

application: dnp3-delete-file
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x1b
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c11b7d2a
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c11b7d2a
not-sample: tcp client hex:056408c401000a00ad6280c11b12a6
not-sample: tcp client hex:056408c401000a000000c0c11b7d2a

application: dnp3-get-file-information
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x1c
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c11ce7a9
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c11ce7a9
not-sample: tcp client hex:056408c401000a00ad6280c11c8825
not-sample: tcp client hex:056408c401000a000000c0c11ce7a9

application: dnp3-authenticate-file
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x1d
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c11db99f
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c11db99f
not-sample: tcp client hex:056408c401000a00ad6280c11dd613
not-sample: tcp client hex:056408c401000a000000c0c11db99f

application: dnp3-abort-file
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000
reference: IEEE 1815-2012 clauses 4.2.2.5 (function codes), 8.2 (transport header) and 9.2 (link frames)
parent: dnp3-base
uses: dnp3-base
implicitly-uses: dnp3-base

signature: function
priority: 40
over: tcp udp
either: ^(?:\x05\x64\x05.{7}){0,3}\x05\x64[\x08-\xff][\x43\x44\x53\x54\x73\xc3\xc4\xd3\xd4\xf3].{6}[\x40-\x7f\xc0-\xff][\xc0-\xdf]\x1e
decoder: dnp3

sample: tcp client hex:056408c401000a00ad62c0c11e5bc5
sample: tcp client hex:056405c001000004e921056408c401000a00ad62c0c11e5bc5
not-sample: tcp client hex:056408c401000a00ad6280c11e3449
not-sample: tcp client hex:056408c401000a000000c0c11e5bc5

application: 104asdu-process-monitor
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/2404
reference: IEC 60870-5-104 clauses 5 and 8; IEC 60870-5-101 clauses 7.2.1 to 7.2.3
parent: iec-60870-5-104-base
uses: iec-60870-5-104-base
implicitly-uses: iec-60870-5-104-base

# Behind the frames that start the transfer.
signature: after start
over: tcp
priority: 25
either: ^\x68\x04[\x07\x0b\x13\x23\x43\x83]\x00\x00\x00(?:\x68\x04[\x01\x07\x0b\x13\x23\x43\x83]\x00..){0,4}\x68[\x0d-\xfd]....[\x01-\x15\x1e-\x28][\x01-\x3c\x81-\xff][\x01-\x0d\x14-\x29\x2c-\x2f\x41-\x4d\x6c-\x6f]

signature: information
over: tcp
priority: 25
either: ^\x68[\x0d-\xfd]....[\x01-\x15\x1e-\x28].[\x01-\x0d\x14-\x29\x2c-\x2f\x41-\x4d\x6c-\x6f]\x00
where: u8[2] % 2 == 0 and u8[4] % 2 == 0 and u8[1] + 2 <= size and (u8[7] >= 1 and u8[7] <= 60 and (u8[1] - 10) % u8[7] == 0 and (u8[1] - 10) / u8[7] >= 3 or u8[7] >= 129 and (u8[1] - 13) % (u8[7] - 128) == 0 and u8[1] > 13)

sample: tcp client hex:680407000000.680e0000000001010300010000640001
sample(mid-stream): tcp client hex:680e0200000001010300010000640001
not-sample: tcp client hex:680407000000.680e0000000029010300010000640001
not-sample(mid-stream): tcp client hex:680e0100000001010300010000640001

application: 104asdu-process-control
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/2404
reference: IEC 60870-5-104 clauses 5 and 8; IEC 60870-5-101 clauses 7.2.1 to 7.2.3
parent: iec-60870-5-104-base
uses: iec-60870-5-104-base
implicitly-uses: iec-60870-5-104-base

# Behind the frames that start the transfer.
signature: after start
over: tcp
priority: 25
either: ^\x68\x04[\x07\x0b\x13\x23\x43\x83]\x00\x00\x00(?:\x68\x04[\x01\x07\x0b\x13\x23\x43\x83]\x00..){0,4}\x68[\x0d-\xfd]....[\x2d-\x33\x3a-\x40][\x01-\x3c\x81-\xff][\x01-\x0d\x14-\x29\x2c-\x2f\x41-\x4d\x6c-\x6f]

signature: information
over: tcp
priority: 25
either: ^\x68[\x0d-\xfd]....[\x2d-\x33\x3a-\x40].[\x01-\x0d\x14-\x29\x2c-\x2f\x41-\x4d\x6c-\x6f]\x00
where: u8[2] % 2 == 0 and u8[4] % 2 == 0 and u8[1] + 2 <= size and (u8[7] >= 1 and u8[7] <= 60 and (u8[1] - 10) % u8[7] == 0 and (u8[1] - 10) / u8[7] >= 3 or u8[7] >= 129 and (u8[1] - 13) % (u8[7] - 128) == 0 and u8[1] > 13)

sample: tcp client hex:680407000000.680e000000002d010600010000640001
sample(mid-stream): tcp client hex:680e020000002d010600010000640001
not-sample: tcp client hex:680407000000.680e0000000029010600010000640001
not-sample(mid-stream): tcp client hex:680e010000002d010600010000640001

application: 104asdu-system-monitor
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/2404
reference: IEC 60870-5-104 clauses 5 and 8; IEC 60870-5-101 clauses 7.2.1 to 7.2.3
parent: iec-60870-5-104-base
uses: iec-60870-5-104-base
implicitly-uses: iec-60870-5-104-base

# Behind the frames that start the transfer.
signature: after start
over: tcp
priority: 25
either: ^\x68\x04[\x07\x0b\x13\x23\x43\x83]\x00\x00\x00(?:\x68\x04[\x01\x07\x0b\x13\x23\x43\x83]\x00..){0,4}\x68[\x0d-\xfd]....\x46[\x01-\x3c\x81-\xff][\x01-\x0d\x14-\x29\x2c-\x2f\x41-\x4d\x6c-\x6f]

signature: information
over: tcp
priority: 25
either: ^\x68[\x0d-\xfd]....\x46.[\x01-\x0d\x14-\x29\x2c-\x2f\x41-\x4d\x6c-\x6f]\x00
where: u8[2] % 2 == 0 and u8[4] % 2 == 0 and u8[1] + 2 <= size and (u8[7] >= 1 and u8[7] <= 60 and (u8[1] - 10) % u8[7] == 0 and (u8[1] - 10) / u8[7] >= 3 or u8[7] >= 129 and (u8[1] - 13) % (u8[7] - 128) == 0 and u8[1] > 13)

sample: tcp client hex:680407000000.680e0000000046010400010000000000
sample(mid-stream): tcp client hex:680e0200000046010400010000000000
not-sample: tcp client hex:680407000000.680e0000000029010400010000000000
not-sample(mid-stream): tcp client hex:680e0100000046010400010000000000

application: 104asdu-system-control
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/2404
reference: IEC 60870-5-104 clauses 5 and 8; IEC 60870-5-101 clauses 7.2.1 to 7.2.3
parent: iec-60870-5-104-base
uses: iec-60870-5-104-base
implicitly-uses: iec-60870-5-104-base

# Behind the frames that start the transfer.
signature: after start
over: tcp
priority: 25
either: ^\x68\x04[\x07\x0b\x13\x23\x43\x83]\x00\x00\x00(?:\x68\x04[\x01\x07\x0b\x13\x23\x43\x83]\x00..){0,4}\x68[\x0d-\xfd]....[\x64-\x6b][\x01-\x3c\x81-\xff][\x01-\x0d\x14-\x29\x2c-\x2f\x41-\x4d\x6c-\x6f]

signature: information
over: tcp
priority: 25
either: ^\x68[\x0d-\xfd]....[\x64-\x6b].[\x01-\x0d\x14-\x29\x2c-\x2f\x41-\x4d\x6c-\x6f]\x00
where: u8[2] % 2 == 0 and u8[4] % 2 == 0 and u8[1] + 2 <= size and (u8[7] >= 1 and u8[7] <= 60 and (u8[1] - 10) % u8[7] == 0 and (u8[1] - 10) / u8[7] >= 3 or u8[7] >= 129 and (u8[1] - 13) % (u8[7] - 128) == 0 and u8[1] > 13)

sample: tcp client hex:680407000000.680e0000000064010600010000000014
sample(mid-stream): tcp client hex:680e0200000064010600010000000014
not-sample: tcp client hex:680407000000.680e0000000029010600010000000014
not-sample(mid-stream): tcp client hex:680e0100000064010600010000000014

application: 104asdu-param-control
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/2404
reference: IEC 60870-5-104 clauses 5 and 8; IEC 60870-5-101 clauses 7.2.1 to 7.2.3
parent: iec-60870-5-104-base
uses: iec-60870-5-104-base
implicitly-uses: iec-60870-5-104-base

# Behind the frames that start the transfer.
signature: after start
over: tcp
priority: 25
either: ^\x68\x04[\x07\x0b\x13\x23\x43\x83]\x00\x00\x00(?:\x68\x04[\x01\x07\x0b\x13\x23\x43\x83]\x00..){0,4}\x68[\x0d-\xfd]....[\x6e-\x71][\x01-\x3c\x81-\xff][\x01-\x0d\x14-\x29\x2c-\x2f\x41-\x4d\x6c-\x6f]

signature: information
over: tcp
priority: 25
either: ^\x68[\x0d-\xfd]....[\x6e-\x71].[\x01-\x0d\x14-\x29\x2c-\x2f\x41-\x4d\x6c-\x6f]\x00
where: u8[2] % 2 == 0 and u8[4] % 2 == 0 and u8[1] + 2 <= size and (u8[7] >= 1 and u8[7] <= 60 and (u8[1] - 10) % u8[7] == 0 and (u8[1] - 10) / u8[7] >= 3 or u8[7] >= 129 and (u8[1] - 13) % (u8[7] - 128) == 0 and u8[1] > 13)

sample: tcp client hex:680407000000.68110000000070010600010000640000000000
sample(mid-stream): tcp client hex:68110200000070010600010000640000000000
not-sample: tcp client hex:680407000000.68110000000029010600010000640000000000
not-sample(mid-stream): tcp client hex:68110100000070010600010000640000000000

application: 104asdu-file-transfer
category: business-systems / management / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/2404
reference: IEC 60870-5-104 clauses 5 and 8; IEC 60870-5-101 clauses 7.2.1 to 7.2.3
parent: iec-60870-5-104-base
uses: iec-60870-5-104-base
implicitly-uses: iec-60870-5-104-base

# Behind the frames that start the transfer.
signature: after start
over: tcp
priority: 25
either: ^\x68\x04[\x07\x0b\x13\x23\x43\x83]\x00\x00\x00(?:\x68\x04[\x01\x07\x0b\x13\x23\x43\x83]\x00..){0,4}\x68[\x0d-\xfd]....[\x78-\x7f][\x01-\x3c\x81-\xff][\x01-\x0d\x14-\x29\x2c-\x2f\x41-\x4d\x6c-\x6f]

signature: information
over: tcp
priority: 25
either: ^\x68[\x0d-\xfd]....[\x78-\x7f].[\x01-\x0d\x14-\x29\x2c-\x2f\x41-\x4d\x6c-\x6f]\x00
where: u8[2] % 2 == 0 and u8[4] % 2 == 0 and u8[1] + 2 <= size and (u8[7] >= 1 and u8[7] <= 60 and (u8[1] - 10) % u8[7] == 0 and (u8[1] - 10) / u8[7] >= 3 or u8[7] >= 129 and (u8[1] - 13) % (u8[7] - 128) == 0 and u8[1] > 13)

sample: tcp client hex:680407000000.68130000000078010d000100006400010000000001
sample(mid-stream): tcp client hex:68130200000078010d000100006400010000000001
not-sample: tcp client hex:680407000000.68130000000029010d000100006400010000000001
not-sample(mid-stream): tcp client hex:68130100000078010d000100006400010000000001

application: siemens-s7-read
category: networking / ip-protocol / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/102
reference: RFC 1006 section 6, ITU-T X.224 clause 13, S7comm header and job functions as described in public protocol analyses
parent: siemens-s7-base
uses: siemens-s7-base
implicitly-uses: siemens-s7-base

# Behind the connection and the setup of the communication, where those are there.
signature: job
priority: 40
over: tcp
client: ^(?:\x03\x00\x00[\x0b-\x60].\xe0.{5,90}?)?(?:\x03\x00\x00\x19\x02\xf0[\x00\x80]\x32\x01\x00\x00..\x00\x08\x00\x00\xf0.{7})?\x03\x00..\x02\xf0[\x00\x80]\x32\x01\x00\x00..\x00[\x0e-\xff]\x00\x00\x04[\x01-\x14]\x12\x0a\x10

sample: tcp client hex:0300001611e00000000100c1020100c2020102c0010a.0300001902f08032010000000000080000f0000001000101e0.0300001f02f080320100000100000e00000401120a10020001000083000000
sample: tcp client hex:0300001f02f080320100000100000e00000401120a10020001000083000000
not-sample: tcp client hex:0300001611e00000000100c1020100c2020102c0010a.0300001902f08032010000000000080000f0000001000101e0.0300001f02f080320100000100000e00000501120a10020001000083000000

application: siemens-s7-start
category: networking / ip-protocol / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/102
reference: RFC 1006 section 6, ITU-T X.224 clause 13, S7comm header and job functions as described in public protocol analyses
parent: siemens-s7-base
uses: siemens-s7-base
implicitly-uses: siemens-s7-base

# Behind the connection and the setup of the communication, where those are there.
signature: job
priority: 40
over: tcp
client: ^(?:\x03\x00\x00[\x0b-\x60].\xe0.{5,90}?)?(?:\x03\x00\x00\x19\x02\xf0[\x00\x80]\x32\x01\x00\x00..\x00\x08\x00\x00\xf0.{7})?\x03\x00..\x02\xf0[\x00\x80]\x32\x01\x00\x00..\x00[\x14-\xff]\x00\x00\x28\x00{6}\xfd..?.?.?\x09P_PROGRAM

sample: tcp client hex:0300001611e00000000100c1020100c2020102c0010a.0300001902f08032010000000000080000f0000001000101e0.0300002502f0803201000001000014000028000000000000fd000009505f50524f4752414d
sample: tcp client hex:0300002502f0803201000001000014000028000000000000fd000009505f50524f4752414d
not-sample: tcp client hex:0300001611e00000000100c1020100c2020102c0010a.0300001902f08032010000000000080000f0000001000101e0.0300002502f0803201000001000014000005000000000000fd000009505f50524f4752414d

application: siemens-s7-stop
category: networking / ip-protocol / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/102
reference: RFC 1006 section 6, ITU-T X.224 clause 13, S7comm header and job functions as described in public protocol analyses
parent: siemens-s7-base
uses: siemens-s7-base
implicitly-uses: siemens-s7-base

# Behind the connection and the setup of the communication, where those are there.
signature: job
priority: 40
over: tcp
client: ^(?:\x03\x00\x00[\x0b-\x60].\xe0.{5,90}?)?(?:\x03\x00\x00\x19\x02\xf0[\x00\x80]\x32\x01\x00\x00..\x00\x08\x00\x00\xf0.{7})?\x03\x00..\x02\xf0[\x00\x80]\x32\x01\x00\x00..\x00\x10\x00\x00\x29\x00{5}\x09P_PROGRAM

sample: tcp client hex:0300001611e00000000100c1020100c2020102c0010a.0300001902f08032010000000000080000f0000001000101e0.0300002102f0803201000001000010000029000000000009505f50524f4752414d
sample: tcp client hex:0300002102f0803201000001000010000029000000000009505f50524f4752414d
not-sample: tcp client hex:0300001611e00000000100c1020100c2020102c0010a.0300001902f08032010000000000080000f0000001000101e0.0300002102f080320100000100001000001d000000000009505f50524f4752414d
