# Industrial control, building automation and metering.
application: modbus-base
category: business-systems / management / network-protocol
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application
ports: tcp/502
reference: MODBUS Messaging on TCP/IP Implementation Guide V1.0b section 3.1; MODBUS Application Protocol V1.1b3 section 6
final: no

# Protocol identifier 0 and a length that the function code explains: reads and single writes have 6 bytes…
signature: fixed-request
over: tcp udp
either: ^..\x00\x00\x00\x06.(?:[\x01-\x04]..\x00[\x01-\xff]|[\x01\x02]..[\x01-\x07].|\x05..[\x00\xff]\x00|\x06|[\x0f\x10]..[\x00-\x07].|\x08\x00[\x00-\x15])

# …multiple writes carry a byte count…
signature: write-multiple
over: tcp udp
either: ^..\x00\x00\x00[\x08-\xff].[\x0f\x10]..[\x00-\x07].[\x01-\xf8]
where: u16be[4] == 7 + u8[12]

# …and read answers a byte count.
signature: read-response
over: tcp udp
either: ^..\x00\x00\x00[\x04-\xff].[\x01-\x04\x0c\x11\x14\x15\x17][\x01-\xfb]
where: u16be[4] == 3 + u8[8] and u16be[4] + 6 <= size

signature: exception
over: tcp udp
either: ^..\x00\x00\x00\x03.[\x81-\x98\xab][\x01-\x06\x08\x0a\x0b]
where: size == 9 or u32be[11] >= 0x00000002 and u32be[11] <= 0x000000fe

signature: other-function
over: tcp udp
either: ^..\x00\x00\x00(?:\x05.\x2b\x0e[\x01-\x04]|\x02.[\x07\x0b\x0c\x11]|\x08.\x16|[\x0d-\xff].\x17..[\x00-\x07].|[\x05-\xff].\x2b\x0e[\x01-\x04][\x01-\x03\x81-\x83]|[\x05-\xff].\x5a)
where: u16be[4] + 6 <= size and (u8[7] == 0x5a or u16be[4] + 6 == size or u16be[4] + 12 <= size and u16be[u16be[4] + 8] == 0)

sample: tcp client hex:000100000006010800001234
sample: tcp client hex:00010000000901100001000002000a
sample(mid-stream): tcp server hex:0001000000050111023cff
sample(mid-stream): tcp server hex:000100000003018302
sample: tcp client hex:000100000005015a000200
not-sample: tcp client hex:00010001000601030000000a
not-sample: tcp client hex:00010000000601630000000a

# DNP3 link frames: start bytes, length, control, addresses, CRC; the checksum is verified by the decoder.
application: dnp3-base
category: business-systems / management / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/20000 udp/20000
reference: IEEE 1815-2012 clause 9.2
final: no

signature: link-frame
over: tcp udp
either: ^\x05\x64[\x05-\xff]
decoder: dnp3

sample: tcp client hex:056405c001000004e921
sample(mid-stream): tcp server hex:0564054401000200180e
not-sample: tcp client hex:056405c001000004e922

# S7 rides on TPKT and COTP class 0; in the connection request there is no sign of it yet, in the first data unit there is (0x32 and a type).
application: siemens-s7-base
category: networking / ip-protocol / network-protocol
risk: 1
characteristics: has-known-vulnerability
ports: tcp/102
reference: RFC 1006 section 6, ITU-T X.224 clause 13, S7comm header as described in Wireshark's protocol documentation
final: no

signature: after-connect
over: tcp
either: ^\x03\x00\x00[\x0b-\x60].[\xe0\xd0].{5,90}?\x03\x00..\x02\xf0[\x00\x80]\x32[\x01-\x03\x07]\x00\x00

signature: data
over: tcp
either: ^\x03\x00..\x02\xf0[\x00\x80]\x32[\x01-\x03\x07]\x00\x00
where: u16be[2] == 17 + u16be[13] + u16be[15] or u16be[2] == 19 + u16be[13] + u16be[15] or u16be[2] <= 1024

# The variant over UDP-like links that polls with empty data units first.
signature: after-empty-data
over: tcp
either: ^\x03\x00\x00\x07\x02\xf0[\x00\x80]\x03\x00..\x02\xf0[\x00\x80]\x32[\x01-\x03\x07]\x00\x00

sample: tcp client hex:0300001611e00000000100c1020100c2020102c0010a0300001902f08032010000000000080000f0000001000101e0
sample(mid-stream): tcp client hex:0300001902f08032010000000000080000f0000001000101e0
sample(mid-stream): tcp client hex:0300000702f0800300001902f08032010000000000080000f0000001000101e0
not-sample: tcp client hex:0300001611e00000000100c1020100c2020102c0010a0300001902f08042010000000000080000f0000001000101e0

application: siemens-s7-comm-plus
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/102
reference: S7comm-plus frame (0x72, protocol version) as described in public protocol analyses

signature: after-connect
over: tcp
either: ^\x03\x00\x00[\x0b-\x60].[\xe0\xd0].{5,90}?\x03\x00..\x02\xf0[\x00\x80]\x72[\x01-\x03\xfe\xff]

signature: data
over: tcp
either: ^\x03\x00..\x02\xf0[\x00\x80]\x72[\x01-\x03\xfe\xff]

sample: tcp client hex:0300002411e00000000100c1020600c20f53494d415449432d524f4f542d4553c0010a000300002b02f0807201000031009c399a27c65edd47e57e70c60f8dcee586cc4b301f6a90438857d7d1668b
sample(mid-stream): tcp client hex:0300002b02f080720100003100decf0c2cc5354139abca7135c6825588c9702dbe5d6d2df9385394cfad2c
not-sample: tcp client hex:0300002b02f080730100003100b3108b924bddaa20af2b7125a48f9120f92445babf4022f1a87fb73f4f6a

# MMS: session and presentation layer with the abstract syntax mms-abstract-syntax-version1 (1.0.9506.2.1 or .3); later data units carry MMS PDUs.
application: mms-ics
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/102
reference: ISO 9506-2 clause 7, ISO 8327-1, ISO 8823-1; RFC 1006

signature: associate
over: tcp
either: ^\x03\x00.{2,120}?\x02\xf0[\x00\x80][\x0d\x0e].{8,260}?(?:\x06\x05|\x02|\x06\x04)\x28\xca\x22\x02[\x01-\x03]

signature: data
over: tcp
either: ^\x03\x00..\x02\xf0[\x00\x80]\x01\x00\x01\x00\x61(?:[\x00-\x7f]|\x81.|\x82..)\x30(?:[\x00-\x7f]|\x81.|\x82..)\x02\x01[\x01-\x0f]\xa0(?:[\x00-\x7f]|\x81.|\x82..)[\xa0-\xa3]

# MMS directly on COTP: initiate request or answer.
signature: reduced-stack
over: tcp
either: ^\x03\x00\x00.[^\x00]?.{2,90}?[\x02\x00][\xf0\x0f]\x80[\xa8\xa9][\x10-\x7f]\x80[\x01-\x04].{1,4}?\x81\x01.\x82\x01.

sample: tcp client hex:030000130ee00000000600c1020000c20202000300002f02f080a8268002004481010582010583020606a416800101810305f100820c03ffffffffffffffffffffff
sample: tcp client hex:0300001611e00000000100c0010dc2020001c10200000300004802f0800d3f0506130100160102140200023302000134020001c12b3129a003800101060528ca220201bca83434e22350c884b4b94cf7ca11483dd19416
sample(mid-stream): tcp client hex:0300002402f0800100010061173015020103a010a00e020101a409a107800501020304
not-sample: tcp client hex:0300002402f0800100010061173015020103b010a00e020101a409a107800501020304

# IEC 60870-5-104: start byte, length, four control bytes. Unnumbered and supervisory frames are six fixed bytes…
application: iec-60870-5-104-base
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/dynamic
reference: IEC 60870-5-104 clause 5; IEC 60870-5-101 clause 7.2
final: no

signature: unnumbered
over: tcp
either: ^\x68\x04[\x07\x0b\x13\x23\x43\x83]\x00\x00\x00

signature: supervisory
over: tcp
either: ^\x68\x04\x01\x00
where: size == 6 or u8[6] == 0x68 and u8[7] >= 4 and u8[7] <= 253

# …information frames have type, qualifier and cause; the objects, whose number the qualifier gives, share the length evenly: each with its address,
# or all behind one. Two sequence numbers have their lowest bits clear.
signature: information
over: tcp
either: ^\x68[\x0d-\xfd]....[\x01-\x28\x2d-\x40\x46\x64-\x6b\x6e-\x71\x78-\x7f].[\x01-\x0d\x14-\x29\x2c-\x2f\x41-\x4d\x6c-\x6f]\x00
where: u8[2] % 2 == 0 and u8[4] % 2 == 0 and u8[1] + 2 <= size and (u8[7] >= 1 and u8[7] <= 60 and (u8[1] - 10) % u8[7] == 0 and (u8[1] - 10) / u8[7] >= 3 or u8[7] >= 129 and (u8[1] - 13) % (u8[7] - 128) == 0 and u8[1] > 13)
priority: 30

# …or are followed by two more frames.
signature: information-in-a-row
over: tcp
either: ^\x68[\x0a-\xfd]....[\x01-\x28\x2d-\x40\x46\x64-\x6b\x6e-\x71\x78-\x7f].[\x01-\x0d\x14-\x29\x2c-\x2f\x41-\x4d\x6c-\x6f]
where: u8[2] % 2 == 0 and u8[4] % 2 == 0 and u8[u8[1] + 2] == 0x68 and u8[u8[1] + 3] >= 4 and u8[u8[1] + 3] <= 0xfd and u8[u8[1] + 4 + u8[u8[1] + 3]] == 0x68 and u8[u8[1] + 5 + u8[u8[1] + 3]] >= 4
priority: 30

# The first information frame of a connection: both sequence numbers are 0.
signature: first-information
over: tcp
either: ^\x68[\x0a-\xfd]\x00\x00\x00\x00[\x01-\x7f].[\x01-\x3f\x41-\x7f\x81-\xbf\xc1-\xff][\x00-\x1f]
where: size >= u8[1] + 2
priority: 30

sample: tcp client hex:680407000000
sample: tcp client hex:680e0000000001012b00010000000000
sample(mid-stream): tcp client hex:680401000a00
sample(mid-stream): tcp server hex:680e0200000016010700010000000014
sample(mid-stream): tcp server hex:680e0200000001020301010000000014.680e0400000001010300010000000014.680401000a00
not-sample(mid-stream): tcp server hex:680e0100000064010700010000000014
not-sample(mid-stream): tcp server hex:680e0200000064030700010000000014
not-sample: tcp client hex:680406000000

# EtherNet/IP encapsulation: command, length, session, status 0, sender context, options 0.
application: cip-ethernet-ip
category: business-systems / management / client-server
risk: 1
characteristics: pervasive-use
ports: tcp/2222,44818 udp/2222
reference: ODVA, The CIP Networks Library volume 2, sections 2-3 and 2-6

signature: command
over: tcp
either: ^[\x04\x63-\x66\x6f\x70]\x00[\x00-\xff][\x00-\x0f].{4}\x00{4}.{8}\x00{4}
where: u16le[2] + 24 <= size and (u16le[0] != 0x65 or u16le[2] == 4)

signature: command-udp
over: udp
either: ^[\x04\x63\x64]\x00[\x00-\xff][\x00-\x05].{4}\x00{4}.{8}\x00{4}
where: u16le[2] + 24 == size

# Implicit messages: sequenced address item, then connected data.
signature: implicit
over: udp
either: ^[\x02-\x04]\x00\x02\x80\x08\x00.{8}\xb1\x00

signature: after-no-operation
over: tcp
either: ^[\x00\x01]\x00\x00{22}[\x04\x63-\x66]\x00..\x00{20}

sample: tcp client hex:010000000000000000000000000000000000000000000000040000000000000000000000000000000000000000000000
sample: tcp client hex:650004000000000000000000c42a4faa4c55d24d0000000001000000
sample: udp client hex:630000000000000000000000000000000000000000000000
sample: udp client hex:0200028008001122334401000000b100040000000000
not-sample: tcp client hex:65000400000000000000000162c55357b12734ac0000000001000000

application: opc-ua
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/4840
reference: OPC 10000-6 section 7.1.2

signature: message
over: tcp
either: ^(?:HEL|ACK|ERR|RHE)F[\x08-\xff][\x00-\x20]\x00\x00|^(?:OPN|CLO)F..[\x00-\x04]\x00|^MSG[FCA]..[\x00-\x0f]\x00

sample: tcp client hex:48454c463c00000000000000000001000000010000000000000000001c0000006f70632e7463703a2f2f706c632e6578616d706c653a343834302f78
not-sample: tcp client hex:48454c473c0000000000000000000100000001000000000000000000

# PROFINET IO context management: connectionless DCE RPC with one of PNIO's interface identifiers, in either byte order.
application: profinet
category: business-systems / general-business / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: udp/34964
reference: IEC 61158-6-10 (PNIO interface UUIDs dea00001…4-6c97-11d1-8271-…); DCE 1.1 RPC chapter 12

signature: rpc-interface
over: udp
either: ^\x04[\x00-\x0a].{22}(?:[\x01-\x04]\x00\xa0\xde\x97\x6c\xd1\x11|\xde\xa0\x00[\x01-\x04]\x6c\x97\x11\xd1)\x82\x71
priority: 60

sample: udp client hex:0400200010000000c1c83f60a575c4ce8c609a38251d24380100a0de976cd111827100a02442df7d7292bb39eefbb3b3c616a36815e6409c490b0e7a16574b37ff5d3c39bf1e6bc83204e34586938549bfb8b1587c6b5ab4e3e1e3aafc1cf2028a09539a
not-sample: udp client hex:0400200010000000daabc29ce753e42bb127bc3344ff29710500a0de976cd111827100a02442df7dd6364dd01dfec16fcf8507defc7557b29202999d12d619e51ca19076dcafbe3da3dd3b04f809cdf319b82a15da9e31ad76eae3aceaeff31c7e0423e3

application: ieee-c37.118-synchrophasor
category: business-systems / management / client-server
risk: 1
characteristics: pervasive-use
ports: tcp/4712 udp/dynamic
reference: IEEE C37.118.2-2011 clause 6.2

# Sync word with frame type 0-5 and version 1 or 2, frame size, time in seconds; checksum behind the data.
signature: frame-udp
over: udp
either: ^\xaa[\x01\x02\x11\x12\x21\x22\x31\x32\x41\x42\x51\x52]
decoder: synchrophasor

signature: frame-tcp
over: tcp
either: ^\xaa[\x01\x02\x11\x12\x21\x22\x31\x32\x41\x42\x51\x52]
decoder: synchrophasor

sample: udp client hex:aa41001200075f000000000000000002d4c6
sample: tcp client hex:aa41001200075f000000000000000005a421
not-sample: udp client hex:aa61001200075f00000000000000000249d2
not-sample: udp client hex:aa41001200075f000000000000000002d4c0
not-sample: tcp client hex:aa41001200075f0000000000000000050000

application: omron-fins
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability
ports: tcp/9600 udp/9600
reference: OMRON W227 "FINS Commands Reference Manual" section 3; W421 (FINS/TCP)

signature: command
over: udp
either: ^[\x80\x81]\x00[\x02\x07][\x00-\x7f].[\x00-\xfe][\x00-\x7f].[\x00-\xfe].(?:\x01[\x01-\x05]|\x02[\x01-\x03\x20-\x22]|\x03[\x04\x06\x07]|\x04[\x01-\x03]|\x05[\x01\x02]|\x06[\x01\x20]|\x07[\x01\x02]|\x08\x01|\x0c[\x01-\x03]|\x21[\x01-\x03]|\x22[\x01-\x20]|\x23[\x01\x02])

signature: response
over: udp
either: ^[\xc0\xc1]\x00[\x02\x07][\x00-\x7f].[\x00-\xfe][\x00-\x7f].[\x00-\xfe].(?:\x01[\x01-\x05]|\x02[\x01-\x03\x20-\x22]|\x04[\x01-\x03]|\x05[\x01\x02]|\x06[\x01\x20]|\x07[\x01\x02]|\x08\x01|\x0c[\x01-\x03]|\x21[\x01-\x03]|\x22[\x01-\x20]|\x23[\x01\x02])[\x00-\x05\x10\x11\x20-\x26\x30\x40]

signature: tcp
over: tcp
either: ^FINS\x00\x00..\x00\x00\x00[\x00-\x06\x10]\x00\x00\x00

sample: udp client hex:80000200010000fb00190501
sample: udp server hex:c0000200fb000001001905010000434a324d
sample: tcp client hex:46494e530000000c000000000000000000000000
not-sample: udp client hex:80000200010000fb00190901

application: hart-ip
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability
ports: tcp/5094 udp/5094
reference: FieldComm Group HCF_SPEC-085, HART-IP message header

signature: message-udp
over: udp
either: ^\x01[\x00-\x02\x0f][\x00-\x03].
where: u16be[6] == size and size >= 8

signature: message-tcp
over: tcp
either: ^\x01[\x00-\x01\x0f](?:\x00[\x00-\x10]..\x00\x0d[\x00\x01]|[\x01\x02]\x00..\x00\x08|\x03\x00..\x00[\x0d-\xff][\x02\x06\x82\x86])

sample: udp client hex:010000000001000d0100007530
sample: tcp client hex:010000000001000d0100007530
not-sample: udp client hex:010000000001000e0100007530

# AMS/TCP: the outer length holds the 32-byte AMS header and its data length.
application: beckhoff-ads
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability
ports: tcp/48898 udp/48899
reference: Beckhoff Information System, ADS/AMS specification (AMS/TCP packet)

signature: ams
over: tcp
either: ^\x00\x00.{2}[\x00-\x0f]\x00.{16}[\x00-\x09]\x00[\x00-\x07]\x00
where: u32le[26] + 32 == u32le[2]

signature: discovery
over: udp
either: ^\x03\x66\x14\x71\x00{4}

sample: tcp client hex:000020000000adc93e846048c643fa8d9ae05494bf4504000400000000000000000001000000
sample: udp client hex:0366147100000000010000006a82e265353b5b69
not-sample: tcp client hex:000021000000f158d3761b4d8cf2437f8c1b6045d8f904000400000000000000000001000000

# Ethernet Global Data: 32-byte header with two reserved bytes at the end.
application: ge-egd
category: general-internet / internet-utility / client-server
risk: 1
ports: udp/18246
reference: GE GFK-2224, Ethernet Global Data packet format as documented for Wireshark

signature: data
over: udp
either: ^\x0d\x01.{14}.{3}[\x00-\x3b].{8}\x00{4}
where: size >= 32

sample: udp client hex:0d010100c0a80001010000005f00000000000010000000000000000000000000312a2cb10bf444a5
not-sample: udp client hex:0d020100c0a80001010000005f00000000000010000000000000000000000000d9ab2a5c717b4ea9

# DLMS/COSEM: the wrapper (version 1, two ports, length) in front of an association or a get, set, action; or HDLC frames.
application: dlms
category: business-systems / management / network-protocol
risk: 1
ports: tcp/10000-60000
reference: DLMS UA Green Book, "COSEM wrapper sublayer"; IEC 62056-46 (HDLC)

signature: wrapper
over: tcp udp
either: ^\x00\x01\x00[\x01-\xff]\x00[\x01-\xff]..(?:[\x60\x61].[\x80-\xbf]|[\x62\x63]|[\xc0-\xc7][\x01-\x04]|[\x0e\x0f\xc8-\xdf])
where: u16be[6] + 8 == size

signature: hdlc
over: tcp udp
either: ^\x7e[\xa0-\xaf][\x00-\xff]
decoder: hdlc

sample: tcp client hex:000100100001001f601da109060760857405080101be10040e01000000065f1f0400007e1fffff
sample: tcp client hex:7ea0070321930f017e
not-sample: tcp client hex:7ea0070321930f027e
not-sample: tcp client hex:0001001000010020601da109060760857405080101be10040e01000000065f1f0400007e1fffff

# ANSI C12.22: ACSE with the C12.22 application context, as an absolute or a relative identifier.
application: ansi-c12.22
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability
ports: tcp/1153 udp/1153
reference: RFC 6142 section 3, ANSI C12.22 clause 5.3

signature: acse
over: tcp udp
either: ^\x60(?:[\x08-\x7f]|\x81.|\x82..)(?:.{0,80}?\x06[\x07-\x0c]\x60\x7c\x86\xf7\x54\x01\x16|.{0,80}?\x80[\x01-\x0a].{0,60}?\xbe(?:[\x04-\x7f]|\x81.|\x82..)\x28(?:[\x02-\x7f]|\x81.|\x82..)\x81)

sample: udp client hex:6029a20d060b607c86f754011600010203a803020101be132811810f80006eee1dca88b661e4adb39e8e32
not-sample: udp client hex:6029a20d060b607c86f754011700010203a803020101be132911810f80004cd0e611c87a1a4588d2246f84

# Saia S-Bus over Ethernet: length of the whole telegram, version, protocol 0, sequence, attribute; CRC at the end.
application: saia-s-bus
category: business-systems / management / client-server
risk: 2
ports: udp/5050
reference: SBC "Ether-S-Bus" telegram structure as documented for Wireshark

signature: telegram
over: udp
either: ^\x00\x00[\x00-\x05].[\x00-\x01]\x00..[\x00-\x02]
where: u32be[0] == size and size >= 11

sample: udp client hex:0000000d01000001000a20a5a7
not-sample: udp client hex:0000000e01000001000a2012f1

application: bacnet-base
category: business-systems / management / network-protocol
risk: 1
ports: tcp/47808 udp/47808
reference: ANSI/ASHRAE 135 annex J (BACnet/IP), annex U (IPv6), clause 6 (NPDU version 1)
final: no

signature: npdu
over: udp
either: ^\x81(?:[\x09-\x0b]..|\x04.{8})\x01[\x00-\xff]
where: u16be[2] == size

# Broadcast management: results, table reads and writes, registration.
signature: management
over: udp
either: ^\x81(?:\x00\x00\x06\x00[\x00-\x60]$|\x02\x00\x04$|\x05\x00\x06|\x06\x00\x04$|\x07\x00.|[\x01\x03]\x00.)
where: u16be[2] == size

signature: ipv6
over: udp
either: ^\x82[\x00-\x0c]..[\x00-\x3f]
where: u16be[2] == size and size >= 7
packets: 2

sample: udp client hex:810b000c0120ffff00ff1008
sample: udp client hex:810500060258
sample: udp client hex:820100120012340120ffff00ff1008000000 client hex:820100120012340120ffff00ff1008000000
not-sample: udp client hex:810b000d0120ffff00ff1008
not-sample: udp client hex:810b000c0220ffff00ff1008

application: knxnet-ip
category: business-systems / management / client-server
risk: 2
ports: udp/3671
reference: KNX Standard 03_08_02 (KNXnet/IP core), section 2.2

signature: header
over: udp tcp
either: ^\x06\x10[\x02-\x06\x09\x0a][\x01-\x0f\x10-\x39][\x00\x01][\x06-\xff]
where: u16be[4] == size

sample: udp client hex:06100201000e0801c0a800010e57
not-sample: udp client hex:06100201000f0801c0a800010e57

application: someip
category: business-systems / management / client-server
risk: 1
ports: udp/30490-30509 tcp/30490-30509
reference: AUTOSAR PRS SOME/IP Protocol Specification section 4.1

signature: message
over: udp
either: ^....\x00\x00[\x00-\x05]..{4}\x01.[\x00-\x02\x20-\x22\x40-\x42\x60-\x62\x80\x81\xa0\xa1\xc0\xc1\xe0\xe1][\x00-\x20]
where: u32be[4] >= 8 and (u8[14] >= 0x80 or u8[15] == 0) and u32be[4] + 8 <= size and (u32be[4] + 8 == size or u32be[12 + u32be[4]] + 16 + u32be[4] <= size and u8[20 + u32be[4]] == 1)

signature: message-tcp
over: tcp
either: ^....\x00\x00[\x00-\x05]..{4}\x01.[\x00-\x02\x40-\x42\x80\x81\xc0\xc1][\x00-\x20]
where: u32be[4] >= 8 and u16be[0] != 0 and (u8[14] >= 0x80 or u8[15] == 0) and u32be[4] + 8 == size

sample: udp client hex:123404210000000c000100010101000011223344
sample: tcp client hex:123404210000000c000100010101000011223344
not-sample: udp client hex:123404210000000d000100010101000011223344
not-sample: tcp client hex:1234042100000000000100010101000011223344

# RTPS: the magic and protocol version of every message.
application: rtps
category: business-systems / management / peer-to-peer
risk: 1
ports: udp/7400-7900
reference: OMG DDSI-RTPS 2.5 section 9.4.4

signature: header
over: udp tcp
either: ^RTP[SX]\x02[\x00-\x06]

sample: udp client hex:525450530203010194f3d3731ab88e3b3d9af53cdad8b3e8687cd107cd768c162f5792af1eb2a18eea8dbcae6df6bff9
not-sample: udp client hex:52545054020301014d57fc8f2aeaff0ff5abf02cff7c73351954fd14b7206cfff4a6e7125339e46c19e4ce07ed79247c

# Train Real Time Data Protocol: message type as two letters.
application: trdp
category: business-systems / management / client-server
risk: 1
ports: tcp/17225 udp/17224,17225
reference: IEC 61375-2-3 annex A

signature: header
over: udp tcp
either: ^.{4}\x01\x00(?:P[drpe]|M[nrpqceP]).{12}\x00\x00[\x00-\x05].

sample: udp client hex:0000000101005064000003e80000000000000000000000100000000000000000d58c0ebceaef9a1110d0c9c3752f70af3d1ce15d
not-sample: udp client hex:0000000101005078000003e80000000000000000000000100000000000000000e36d64eda975ebc090c9243fdb4deb134c0d905b

application: hislip
category: business-systems / management / client-server
risk: 2
ports: tcp/4880
reference: IVI-6.1 High-Speed LAN Instrument Protocol section 2.4

signature: header
over: tcp
either: ^HS[\x00-\x20].{5}\x00{4}\x00

sample: tcp client hex:485300000100585800000000000000076869736c697030
not-sample: tcp client hex:485400000100585800000000000000076869736c697030

application: veeder-root-atg
category: business-systems / management / client-server
risk: 3
characteristics: has-known-vulnerability
ports: tcp/10001
reference: Veeder-Root TLS-350 serial interface manual 576013-635 (function codes)

signature: inventory
over: tcp
client: ^\x01?[IiSs][1-9][0-9A-F]{2}[0-9]{2}[\r\n]

sample: tcp client hex:014932303130300a
not-sample: tcp client hex:015832303130300a
