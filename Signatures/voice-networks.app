# Networks for voice and video, by datagrams of their own.

application: discord
category: collaboration / voip-video / client-server
risk: 2
characteristics: consume-big-bandwidth, able-to-transfer-file
ports: tcp/80,443 udp/dynamic
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Discord developer documentation, "Voice connections": IP discovery (type, length 70, source, address, port)

signature: address discovery
over: udp
client: ^\x00\x01\x00\x46.{4}\x00{66}$
where: size == 74

signature: address found
over: udp
server: ^\x00\x02\x00\x46.{4}[0-9a-f.:]{7,45}\x00
where: size == 74

# Keep-alive of the voice connection, eight bytes: a mark and a counter, the same in the answer.
signature: keep-alive
over: udp
either: ^\x13\x37\xca\xfe..\x00\x00$

sample: udp client hex:00010046000a1b2c000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
sample: udp server hex:00020046000a1b2c3230332e302e3131332e390000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000c350
sample: udp client hex:1337cafe03000000 server hex:1337cafe03000000
not-sample: udp client hex:00010047000a1b2c000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
not-sample: udp client hex:1337caff03000000 server hex:1337caff03000000

application: agora-sd-rtn
category: media / photo-video / client-server
risk: 1
ports: tcp/443 udp/dynamic
reference: Agora documentation, "Firewall requirements" (domains agora.io, sd-rtn.com); the tags of Google's QUIC crypto handshake, here SNI and its length

signature: hello
over: udp
client: ^\x00.{6,20}?[\x01-\x20]SNI\x00[\x09-\x60]\x00[a-z0-9.-]{1,80}?\.(?:agora\.io|sd-rtn\.com|agoraio\.cn)

sample: udp client hex:0011223344000021000000000004534e490019003230332d302d3131332d372e656467652e61676f72612e696f50444d4400004350544f81004e4f4e4351759bbfe5092f53799dc3e70d31577ba1c5eb0f35597fa3c9ed13375d81a7cbf1153b5f85a9cff3
not-sample: udp client hex:0011223344000021000000000004534e490019003230332d302d3131332d372e656467652e61686f72612e696f50444d4400004350544f81004e4f4e4351759bbfe5092f53799dc3e70d31577ba1c5eb0f35597fa3c9ed13375d81a7cbf1153b5f85a9cff3
