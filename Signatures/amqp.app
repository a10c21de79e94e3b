application: amqp
category: business-systems / general-business / client-server
risk: 1
ports: tcp/5671-5672
reference: AMQP 0-9-1 sections 2.2.4 and 2.3.5, AMQP 0-10, OASIS AMQP 1.0 part 2
timeout-tcp: 3600

signature: protocol header
either: ^AMQP(?:\x00\x00\x09\x01|\x00\x09\x01\x00|[\x00\x02\x03]\x01\x00\x00|\x01\x01[\x00\x08\x09][\x00-\x0a])

signature: connection method
either: ^\x01\x00\x00\x00\x00[\x00-\x1f].\x00\x0a\x00[\x0a\x0b\x14\x15\x1e\x1f\x28\x29\x32\x33]
where: u8[u32be[3] + 7] == 0xce

signature: method frame in mid-stream
either: ^\x01[\x00-\x0f].\x00[\x00-\x1f]..\x00[\x14\x28\x32\x3c\x55\x5a]\x00[\x0a-\x78]
where: u8[u32be[3] + 7] == 0xce

signature: heartbeat in mid-stream
either: ^\x08\x00\x00\x00\x00\x00\x00\xce

sample: tcp client "AMQP\x00\x00\x09\x01"
sample: tcp server hex:01000000000005.000a000a00.ce
sample(mid-stream): tcp client hex:01000100000005.0014000a00.ce
sample(mid-stream): tcp client hex:08000000000000ce
not-sample: tcp client "AMQP\x07\x00\x09\x01"
not-sample(mid-stream): tcp client hex:01000100000005.0014000a00.cf
