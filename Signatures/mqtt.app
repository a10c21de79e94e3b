application: mqtt
category: business-systems / general-business / client-server
risk: 1
characteristics: tunnel-other-application, pervasive-use
ports: tcp/1883,8883-8884
reference: OASIS MQTT 3.1.1 and 5.0, chapters 2 and 3
timeout-tcp: 3600

signature: connect
client: ^\x10(?:[\x00-\x7f]|[\x80-\xff][\x00-\x7f]|[\x80-\xff]{2}[\x00-\x7f])\x00(?:\x04MQTT[\x03-\x05]|\x06MQIsdp[\x03\x83])

signature: connect acknowledged
client: ^\x10
server: ^\x20[\x02-\x7f][\x00\x01][\x00-\x05\x80-\x9f]
where: u8[1] + 2 <= size

# One whole message with a topic of readable text, for sessions picked up in mid-stream.
signature: publish in mid-stream
either: ^[\x30-\x3d][\x06-\x7f]\x00[\x03-\x7c](?=[\x20-\x7e]{0,120}/)[A-Za-z0-9_$/-][A-Za-z0-9_ /.:$,+-]{7,}
where: u16be[2] + 2 <= u8[1] and u8[1] + 2 <= size and u8[u16be[2] + 3] > 0x20 and u8[u16be[2] + 3] < 0x7f

signature: publish of JSON in mid-stream
either: ^[\x30-\x3d](?:[\x08-\x7f]|[\x80-\xff][\x01-\x7f])\x00[\x02-\x7c][A-Za-z0-9_$/.:-]{2,124}(?:\x00[\x01-\xff]|[\x01-\x0f].)?\{ ?["\n\r]
where: (u8[1] < 0x80 and u16be[2] + 4 <= size and u16be[2] + 2 <= u8[1]) or (u8[1] >= 0x80 and u16be[3] + 5 <= size)

signature: subscribe in mid-stream
client: ^\x82[\x06-\x7f]..\x00.[A-Za-z0-9_$/#+-][A-Za-z0-9_ /.:$#+-]{0,120}[\x00-\x02]
where: u16be[4] + 5 == u8[1] and u8[1] + 2 <= size

signature: subscribe acknowledged in mid-stream
client: ^\x82[\x06-\x7f]..\x00
server: ^\x90\x03..[\x00-\x02\x80]

signature: keep-alive in mid-stream
client: ^\xc0\x00
server: ^\xd0\x00

sample: tcp client hex:101000044d5154540402003c000464657630
sample: tcp client hex:10 server hex:20020000
sample(mid-stream): tcp client "\x30\x0f\x00\x0ahome/temp1\x32\x31\x2e"
sample(mid-stream): tcp client "\x30\x12\x00\x06Bus17C{\"a\": 1}"
sample(mid-stream): tcp client "\x82\x0b\x00\x01\x00\x06home/#\x00"
sample(mid-stream): tcp client "\x82\x20\x00\x01\x00" server hex:9003000100
sample(mid-stream): tcp client hex:c000 server hex:d000
not-sample: tcp client hex:101000044d515456040200
not-sample(mid-stream): tcp client "\x30\x0f\x00\x0ahome-temp1\x32\x31\x2e"
