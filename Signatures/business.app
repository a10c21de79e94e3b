application: fix
category: business-systems / general-business / client-server
risk: 1
characteristics: evasive-behavior
ports: tcp/80
reference: FIX session layer (FIX 4.2, FIXT 1.1): standard message header

signature: message
either: ^8=[A-Z][A-Z0-9.]{0,10}\x019=\d{1,6}\x01

sample: tcp client "8=FIX.4.2\x019=65\x0135=A\x0149=SERVER\x01"
not-sample: tcp client "8=FIX.4.2\x0135=A\x01"

application: hl7
category: business-systems / general-business / client-server
risk: 1
characteristics: pervasive-use
ports: tcp/dynamic
reference: HL7 version 2.5.1 chapter 2 (message header) and appendix C (minimal lower layer protocol)

signature: message
either: ^\x0b{1,2}(?:MSH|FHS|BHS)([^A-Za-z0-9\s])[^A-Za-z0-9\s]{2,5}\1

sample: tcp client "\x0bMSH|^~\\&|ADT1|MCM|LABADT|MCM|198808181126|SECURITY|ADT^A01|MSG00001|P|2.4\r\x1c\r"
not-sample: tcp client "MSH|^~\\&|ADT1|MCM"

application: zabbix
category: business-systems / management / client-server
risk: 1
ports: tcp/80,10050-10051
reference: Zabbix documentation, "Header" of the protocols section
uses: web-browsing

signature: header
either: ^ZBXD[\x01-\x07]

sample: tcp client "ZBXD\x01\x0a\x00\x00\x00\x00\x00\x00\x00agent.ping"
not-sample: tcp client "ZBXD:agent.ping\n"

application: munin
category: business-systems / management / client-server
risk: 1
characteristics: has-known-vulnerability
ports: tcp/4949
reference: Munin documentation, "Network protocol" (node greeting)

signature: node greeting
server: ^# munin node at [!-~]{1,255}\n

sample: tcp server "# munin node at node.example.org\n"
not-sample: tcp server "# munin\n"

application: gearman
category: business-systems / general-business / client-server
risk: 1
ports: tcp/4730
reference: Gearman protocol document (gearman.org/protocol)

signature: binary packet
either: ^\x00RE[QS]\x00\x00\x00[\x01-\x2a]\x00

sample: tcp client "\x00REQ\x00\x00\x00\x01\x00\x00\x00\x04echo"
not-sample: tcp client "\x00REQ\x00\x00\x01\x01\x00\x00\x00\x04echo"

application: thrift
category: business-systems / general-business / client-server
risk: 1
ports: tcp/9090
reference: Apache Thrift specification: binary protocol (strict), compact protocol, framed transport

signature: strict binary message
either: ^(?:\x00[\x00-\x0f]..)?\x80\x01\x00[\x01-\x04]\x00\x00\x00[\x01-\x60][A-Za-z_][A-Za-z0-9_.:]{2,}

signature: strict binary message on UDP
over: udp
either: ^\x80\x01\x00[\x01-\x04]\x00\x00\x00[\x01-\x60][A-Za-z_][A-Za-z0-9_.:]{2,}

signature: compact message
over: tcp udp
either: ^(?:\x00[\x00-\x0f]..)?\x82[\x21\x41\x61\x81](?:[\x00-\x7f]|[\x80-\xff][\x00-\x7f]|[\x80-\xff]{2,4}[\x00-\x7f])[\x03-\x60][A-Za-z_][A-Za-z0-9_.:]{2,}[\x00\x15-\x1c]

sample: tcp client "\x80\x01\x00\x01\x00\x00\x00\x04ping\x00\x00\x00\x01\x00"
sample: udp client "\x80\x01\x00\x04\x00\x00\x00\x09emitBatch\x00\x00\x00\x01\x0c"
sample: udp client "\x82\x81\x01\x09emitBatch\x1c\x00"
not-sample: tcp client "\x80\x01\x00\x05\x00\x00\x00\x04ping\x00\x00\x00\x01\x00"

application: fastcgi
category: business-systems / general-business / client-server
risk: 1
ports: tcp/9000
reference: FastCGI specification 1.0 sections 3.3 and 5.1

signature: begin request
client: ^\x01\x01..\x00\x08.\x00\x00[\x01-\x03][\x00\x01]\x00{5}

signature: answer
client: ^\x01[\x01-\x09]
server: ^\x01[\x03\x06\x07\x0a]..[\x00-\xff]..[\x00](?:Status: |Content-type: |Content-Type: |X-Powered-By: |Location: )

sample: tcp client hex:0101000100080000.0001000000000000
sample: tcp client hex:01040001 server "\x01\x06\x00\x01\x00\x40\x00\x00Content-type: text/html\r\n"
not-sample: tcp client hex:0101000100080000.0004000000000000

application: apache-jserv
category: general-internet / internet-utility / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/8009
reference: Apache Tomcat Connectors, "AJPv13 protocol reference"

signature: forward request
client: ^\x12\x34..\x02[\x01-\x1b]\x00\x08HTTP/[01]\.\d\x00

signature: packets of both sides
client: ^\x12\x34..[\x02\x07\x08\x0a]
server: ^AB[\x00-\x1f].[\x03-\x06\x09]

sample: tcp client "\x12\x34\x00\x60\x02\x02\x00\x08HTTP/1.1\x00\x00\x01/\x00"
sample: tcp client hex:123400010a server hex:4142000109
not-sample: tcp client hex:123400010a server hex:4142000111

application: corba
category: business-systems / general-business / client-server
risk: 1
characteristics: tunnel-other-application, pervasive-use
ports: tcp/900
reference: OMG CORBA specification, part 2: GIOP message header (section 9.4.1)

signature: GIOP message
either: ^[GZ]IOP\x01[\x00-\x03][\x00-\x07][\x00-\x07]

sample: tcp client hex:47494f500100000000000045
not-sample: tcp client hex:47494f500200000000000045

application: java-rmi
category: business-systems / general-business / client-server
risk: 2
ports: tcp/1099
reference: Java Remote Method Invocation specification, section 10.2 (RMI transport protocol)

signature: stream header
client: ^JRMI\x00[\x01\x02][\x4b-\x4d]

sample: tcp client hex:4a524d4900024b server hex:4e
not-sample: tcp client hex:4a524d490002ff

application: z39.50
category: business-systems / general-business / client-server
risk: 1
ports: tcp/210
reference: ANSI/NISO Z39.50-2003 section 3.2.1 (Init) and annex with BER tags of the APDUs

signature: initialize
either: ^[\xb4\xb5](?:[\x00-\x7f]|\x81.|\x82..|\x83...|\x80)(?:\x82(?:[\x00-\x20]).{0,32}?)?\x83\x02[\x00-\x07][\x00-\xff]\x84[\x02-\x04]

sample: tcp client hex:b44d8302051f8402e9db850404000000860404000000
not-sample: tcp client hex:b44d8302091f8402e9db8504
