# Video, music and games, by the host names that they use and nobody else does: TLS server name or HTTP host.

application: spotify
category: media / audio-streaming / client-server
risk: 3
characteristics: evasive-behavior, consume-big-bandwidth, has-known-vulnerability, pervasive-use
ports: tcp/dynamic udp/57621
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Spotify support
hosts: spotify.com scdn.co spotifycdn.com spotilocal.com spotifycdn.net spotify.map.fastly.net byspotify.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.spotify.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: byspotify.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: spotify.com.example.net\r\n\r\n"

signature: local-discovery
over: udp
either: ^SpotUdp0

sample: udp client hex:53706f745564703036818ce2ae5205817a9815edab9142f51189074c88b78688bebb61b69457c72435fb92f4
not-sample: udp client hex:53706f745564709ad6e165ef

application: steam
category: media / gaming / client-server
risk: 3
characteristics: consume-big-bandwidth, used-by-malware, has-known-vulnerability, pervasive-use
ports: tcp/80,443,27014-27050 udp/3478,4379-4380,27000-27036
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Steamworks documentation
hosts: steampowered.com steamcommunity.com steamstatic.com steamcontent.com steamusercontent.com steamgames.com
hosts: steamserver.net steam-chat.com valvesoftware.com s.team

sample: tcp client "GET / HTTP/1.1\r\nHost: www.steampowered.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: s.team\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: steampowered.com.example.net\r\n\r\n"

signature: connection
over: udp tcp
either: ^VS01|^....VT01

signature: discovery
over: udp
either: ^\xff{4}\x21\x4c\x5f\xa0

sample: udp client hex:565330310000010600000000cc1d710bf4adb44bd3e98f21f6306e0c851725d01cd318d6
sample: udp client hex:ffffffff214c5fa0506ac9def0774d54bc199af27b18ee94e38fe5e43c0e8cd1493733a0c7fa
not-sample: udp client hex:565330320000010600000000

application: genshin-impact
category: media / gaming / client-server
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of HoYoverse
hosts: mihoyo.com hoyoverse.com hoyolab.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.mihoyo.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: hoyolab.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: mihoyo.com.example.net\r\n\r\n"

signature: handshake
over: udp
either: ^\x00\x00(?:\x00\xff.{8}\x49\x96\x02\xd2\xff\xff\xff\xff|\x01\x45.{8}\x49\x96\x02\xd2\x14\x51\x45\x45|\x01\x94.{8}\x49\x96\x02\xd2\x19\x41\x94\x94)$

sample: udp client hex:000000ff0000000000000000499602d2ffffffff
not-sample: udp client hex:000000ff0000000000000000499602d3ffffffff

