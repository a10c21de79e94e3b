application: alibaba-cloud
category: networking / infrastructure / client-server
risk: 1
ports: tcp/dynamic
reference: magic number BABEFACE and a little-endian length before each message, as the cloud's agents send them

signature: messages of both sides
client: ^\xce\xfa\xbe\xba..\x00\x00
server: ^\xce\xfa\xbe\xba..\x00\x00

sample: tcp client hex:cefabeba80000000.01 server hex:cefabeba30000000.02
not-sample: tcp client hex:cefabebb80000000.01 server hex:cefabeba30000000.02
