# SNMP messages are BER: SEQUENCE { version, community, PDU [0]…[8] } or, for version 3, a header with four integers and a security model.
application: snmp-base
category: networking / infrastructure / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/161 udp/161
reference: RFC 1157 section 4, RFC 1901, RFC 3416 section 3, RFC 3412 section 6
final: no

signature: message
over: udp tcp
either: ^\x30(?:[\x10-\x7f]|\x81[\x10-\xff]|\x82..|\x83\x00..|\x84\x00\x00..)\x02\x01(?:[\x00\x01]\x04(?:[\x00-\x7f]|\x81[\x00-\xff])[\x09\x20-\x7e]{0,255}?(?:[\xa0-\xa3\xa5-\xa8](?:[\x08-\x7f]|\x81[\x08-\xff]|\x82..|\x83\x00..|\x84\x00\x00..)\x02[\x01-\x05]|\xa4(?:[\x08-\x7f]|\x81[\x08-\xff]|\x82..|\x83\x00..)\x06[\x01-\x40][\x2a\x2b])|\x03\x30[\x0d-\x12]\x02([\x01-\x05])(?!\x04\x01).{1,5}?\x02[\x02-\x04].{2,4}?\x04\x01[\x00-\x07]\x02\x01[\x01-\x03\x0a]\x04)
where: u8[1] >= 0x80 or u8[1] + 2 == size

# A version that does not know the message it has.
sample: udp client hex:302602010004067075626c6963a519020426f5c8f5020100020114300b300906052b060102010500
not-sample: udp client hex:302602010504067075626c6963a019020426f5c8f5020100020100300b300906052b060102010500
not-sample: udp client hex:302602010104067075626c6963b019020426f5c8f5020100020100300b300906052b060102010500

# The version, and notifications, tell the functions of the family.
application: snmpv1
category: networking / infrastructure / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/161 udp/161
reference: RFC 1157 section 4, RFC 1901 section 3, RFC 3416 section 3, RFC 3412 section 6
parent: snmp-base
uses: snmp-base
implicitly-uses: snmp-base

signature: community
priority: 40
over: udp tcp
either: ^\x30(?:[\x10-\x7f]|\x81[\x10-\xff]|\x82..|\x83\x00..|\x84\x00\x00..)\x02\x01\x00\x04(?:[\x00-\x7f]|\x81[\x00-\xff])[\x09\x20-\x7e]{0,255}?[\xa0-\xa3](?:[\x08-\x7f]|\x81[\x08-\xff]|\x82..|\x83\x00..|\x84\x00\x00..)\x02[\x01-\x05]
where: u8[1] >= 0x80 or u8[1] + 2 == size

sample: udp client hex:302602010004067075626c6963a019020426f5c8f5020100020100300b300906052b060102010500
not-sample: udp client hex:302602010004067075626c6963b019020426f5c8f5020100020100300b300906052b060102010500

application: snmpv2
category: networking / infrastructure / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/161 udp/161
reference: RFC 1157 section 4, RFC 1901 section 3, RFC 3416 section 3, RFC 3412 section 6
parent: snmp-base
uses: snmp-base
implicitly-uses: snmp-base

signature: community
priority: 40
over: udp tcp
either: ^\x30(?:[\x10-\x7f]|\x81[\x10-\xff]|\x82..|\x83\x00..|\x84\x00\x00..)\x02\x01\x01\x04(?:[\x00-\x7f]|\x81[\x00-\xff])[\x09\x20-\x7e]{0,255}?[\xa0-\xa3\xa5\xa8](?:[\x08-\x7f]|\x81[\x08-\xff]|\x82..|\x83\x00..|\x84\x00\x00..)\x02[\x01-\x05]
where: u8[1] >= 0x80 or u8[1] + 2 == size

sample: udp client hex:302602010104067075626c6963a519020426f5c8f5020100020114300b300906052b060102010500
not-sample: udp client hex:302602010204067075626c6963a519020426f5c8f5020100020114300b300906052b060102010500

application: snmpv3
category: networking / infrastructure / client-server
risk: 1
characteristics: has-known-vulnerability
ports: tcp/161 udp/161
reference: RFC 1157 section 4, RFC 1901 section 3, RFC 3416 section 3, RFC 3412 section 6
parent: snmp-base
uses: snmp-base
implicitly-uses: snmp-base

signature: header
priority: 40
over: udp tcp
either: ^\x30(?:[\x10-\x7f]|\x81[\x10-\xff]|\x82..|\x83\x00..|\x84\x00\x00..)\x02\x01\x03\x30[\x0d-\x12]\x02([\x01-\x05])(?!\x04\x01).{1,5}?\x02[\x02-\x04].{2,4}?\x04\x01[\x00-\x07]\x02\x01[\x01-\x03\x0a]\x04

sample: udp client hex:303e020103301102040a31c9b6020300ffe30401040201030410300e0400020100020100040004000400301404000400a00e02040ec9fa1d0201000201003000
not-sample: udp client hex:303e020104301102040a31c9b6020300ffe30401040201030410300e0400020100020100040004000400301404000400a00e02040ec9fa1d0201000201003000

application: snmp-trap
category: networking / infrastructure / client-server
risk: 3
characteristics: used-by-malware, has-known-vulnerability, pervasive-use
ports: tcp/162 udp/162
reference: RFC 1157 section 4, RFC 1901 section 3, RFC 3416 section 3, RFC 3412 section 6
parent: snmp-base
uses: snmp-base
implicitly-uses: snmp-base

signature: trap of version 1
priority: 41
over: udp tcp
either: ^\x30(?:[\x10-\x7f]|\x81[\x10-\xff]|\x82..|\x83\x00..)\x02\x01[\x00\x01]\x04(?:[\x00-\x7f]|\x81[\x00-\xff])[\x09\x20-\x7e]{0,255}?\xa4(?:[\x08-\x7f]|\x81[\x08-\xff]|\x82..|\x83\x00..)\x06[\x01-\x40][\x2a\x2b]

# Informs and traps of version 2.
signature: notification of version 2
priority: 41
over: udp tcp
either: ^\x30(?:[\x10-\x7f]|\x81[\x10-\xff]|\x82..|\x83\x00..|\x84\x00\x00..)\x02\x01\x01\x04(?:[\x00-\x7f]|\x81[\x00-\xff])[\x09\x20-\x7e]{0,255}?[\xa6\xa7](?:[\x08-\x7f]|\x81[\x08-\xff]|\x82..|\x83\x00..|\x84\x00\x00..)\x02[\x01-\x05]
where: u8[1] >= 0x80 or u8[1] + 2 == size

sample: udp client hex:302e02010004067075626c6963a42106082b0601040182370140047f000001020106020100430100300b300906052b060102010500
sample: udp client hex:302602010104067075626c6963a719020426f5c8f5020100020100300b300906052b060102010500
not-sample: udp client hex:302602010004067075626c6963a719020426f5c8f5020100020100300b300906052b060102010500
not-sample: udp client hex:302e02010004067075626c6963a42105082b0601040182370140047f000001020106020100430100300b300906052b060102010500
