# Video, music and games, by the host names that they use and nobody else does: TLS server name or HTTP host.

application: netflix-base
category: media / photo-video / browser-based
risk: 3
characteristics: evasive-behavior, consume-big-bandwidth, has-known-vulnerability, pervasive-use
ports: tcp/80,443
container: netflix
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Netflix partner help: domains
hosts: netflix.com netflix.net nflximg.net nflximg.com nflxext.com nflxso.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.netflix.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: nflxso.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: netflix.com.example.net\r\n\r\n"

application: netflix-streaming
category: media / photo-video / browser-based
risk: 3
characteristics: evasive-behavior, consume-big-bandwidth, has-known-vulnerability, pervasive-use
ports: tcp/80,443
container: netflix
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Netflix Open Connect documentation
hosts: nflxvideo.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.nflxvideo.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: nflxvideo.net.example.net\r\n\r\n"

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

application: hulu-base
category: media / photo-video / browser-based
risk: 2
characteristics: evasive-behavior, consume-big-bandwidth, pervasive-use
ports: tcp/80,443,1935
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Hulu help
hosts: hulu.com huluim.com hulustream.com hulu.jp hulumail.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.hulu.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: hulumail.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: hulu.com.example.net\r\n\r\n"

application: disney-plus
category: media / photo-video / browser-based
risk: 3
characteristics: consume-big-bandwidth
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Disney+ help
hosts: disneyplus.com disney-plus.net dssott.com bamgrid.com disneyplus.disney.co.jp

sample: tcp client "GET / HTTP/1.1\r\nHost: www.disneyplus.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: disneyplus.disney.co.jp\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: disneyplus.com.example.net\r\n\r\n"

application: hbo
category: media / photo-video / client-server
risk: 1
characteristics: consume-big-bandwidth, pervasive-use
ports: tcp/80,443,1935
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of HBO
hosts: hbo.com hbogo.com hbonow.com hbomax.com hbomaxcdn.com max.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.hbo.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: max.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: hbo.com.example.net\r\n\r\n"

application: amazon-instant-video
category: media / photo-video / browser-based
risk: 3
characteristics: evasive-behavior, consume-big-bandwidth, has-known-vulnerability, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Amazon Prime Video help
hosts: primevideo.com aiv-cdn.net pv-cdn.net aiv-delivery.net amazonvideo.com atv-ps.amazon.com atv-ext.amazon.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.primevideo.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: atv-ext.amazon.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: primevideo.com.example.net\r\n\r\n"

application: twitch
category: media / photo-video / browser-based
risk: 4
characteristics: consume-big-bandwidth, used-by-malware, has-known-vulnerability, prone-to-misuse, pervasive-use
ports: tcp/80,443,1935
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Twitch developer documentation
hosts: twitch.tv ttvnw.net jtvnw.net twitchcdn.net twitchsvc.net ext-twitch.tv live-video.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.twitch.tv\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: live-video.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: twitch.tv.example.net\r\n\r\n"

application: vimeo-base
category: media / photo-video / browser-based
risk: 4
characteristics: evasive-behavior, consume-big-bandwidth, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80,443,8080
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Vimeo help, "domains to allow"
hosts: vimeo.com vimeocdn.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.vimeo.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: vimeocdn.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: vimeo.com.example.net\r\n\r\n"

application: dailymotion
category: media / photo-video / browser-based
risk: 4
characteristics: evasive-behavior, consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability, prone-to-misuse, pervasive-use
ports: tcp/80
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Dailymotion developer documentation
hosts: dailymotion.com dmcdn.net dai.ly dm-event.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.dailymotion.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: dm-event.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: dailymotion.com.example.net\r\n\r\n"

application: soundcloud-base
category: media / audio-streaming / client-server
risk: 2
characteristics: consume-big-bandwidth, able-to-transfer-file, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: SoundCloud developer documentation
hosts: soundcloud.com sndcdn.com soundcloud.cloud

sample: tcp client "GET / HTTP/1.1\r\nHost: www.soundcloud.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: soundcloud.cloud\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: soundcloud.com.example.net\r\n\r\n"

application: deezer
category: media / audio-streaming / browser-based
risk: 3
characteristics: evasive-behavior, consume-big-bandwidth, has-known-vulnerability, pervasive-use
ports: tcp/80
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Deezer developer documentation
hosts: deezer.com dzcdn.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.deezer.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: dzcdn.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: deezer.com.example.net\r\n\r\n"

application: pandora
category: media / audio-streaming / browser-based
risk: 3
characteristics: consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Pandora
hosts: pandora.com p-cdn.com p-cdn.us pandora-cdn.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.pandora.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: pandora-cdn.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: pandora.com.example.net\r\n\r\n"

application: tidal
category: media / audio-streaming / browser-based
risk: 2
characteristics: consume-big-bandwidth, has-known-vulnerability
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of TIDAL
hosts: tidal.com tidalhifi.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.tidal.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: tidalhifi.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: tidal.com.example.net\r\n\r\n"

application: tunein
category: media / audio-streaming / client-server
risk: 2
characteristics: evasive-behavior, consume-big-bandwidth, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of TuneIn
hosts: tunein.com radiotime.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.tunein.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: radiotime.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: tunein.com.example.net\r\n\r\n"

application: iheartradio
category: media / audio-streaming / browser-based
risk: 3
characteristics: evasive-behavior, consume-big-bandwidth, has-known-vulnerability
ports: tcp/80,443,1935,3690
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of iHeart
hosts: iheart.com ihrhls.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.iheart.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: ihrhls.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: iheart.com.example.net\r\n\r\n"

application: last.fm
category: media / audio-streaming / browser-based
risk: 3
characteristics: evasive-behavior, consume-big-bandwidth, has-known-vulnerability, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Last.fm API documentation
hosts: last.fm lastfm.freetls.fastly.net audioscrobbler.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.last.fm\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: audioscrobbler.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: last.fm.example.net\r\n\r\n"

application: iqiyi
category: media / photo-video / browser-based
risk: 3
characteristics: consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/80 udp/8020,8080
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of iQIYI
hosts: iqiyi.com qiyi.com iq.com iqiyipic.com qiyipic.com 71.am

sample: tcp client "GET / HTTP/1.1\r\nHost: www.iqiyi.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: 71.am\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: iqiyi.com.example.net\r\n\r\n"

application: youku-base
category: media / photo-video / browser-based
risk: 5
characteristics: evasive-behavior, consume-big-bandwidth, used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/80
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Youku
hosts: youku.com ykimg.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.youku.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: ykimg.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: youku.com.example.net\r\n\r\n"

application: dazn
category: media / photo-video / browser-based
risk: 2
characteristics: consume-big-bandwidth
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of DAZN
hosts: dazn.com dazn-api.com indazn.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.dazn.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: indazn.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: dazn.com.example.net\r\n\r\n"

application: vudu
category: media / photo-video / client-server
risk: 2
characteristics: consume-big-bandwidth, has-known-vulnerability, pervasive-use
ports: tcp/80,443,13200-13299
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Vudu
hosts: vudu.com vudu.akamaized.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.vudu.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: vudu.akamaized.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: vudu.com.example.net\r\n\r\n"

application: directv
category: media / photo-video / browser-based
risk: 2
characteristics: consume-big-bandwidth, has-known-vulnerability, pervasive-use
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of DIRECTV
hosts: directv.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.directv.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: directv.com.example.net\r\n\r\n"

application: cnn-video
category: media / photo-video / browser-based
risk: 2
characteristics: consume-big-bandwidth, has-known-vulnerability, pervasive-use
ports: tcp/80
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of CNN
hosts: cnnios-f.akamaihd.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.cnnios-f.akamaihd.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: cnnios-f.akamaihd.net.example.net\r\n\r\n"

application: bbc-iplayer
category: media / photo-video / browser-based
risk: 3
characteristics: evasive-behavior, consume-big-bandwidth, has-known-vulnerability, pervasive-use
ports: tcp/80,554,1935
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of the BBC
hosts: iplayer.bbc.co.uk iplayer.bbc.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.iplayer.bbc.co.uk\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: iplayer.bbc.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: iplayer.bbc.co.uk.example.net\r\n\r\n"

application: showtime
category: media / photo-video / browser-based
risk: 2
characteristics: consume-big-bandwidth, has-known-vulnerability
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Showtime
hosts: showtime.com sho.com showtimeanytime.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.showtime.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: showtimeanytime.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: showtime.com.example.net\r\n\r\n"

application: apple-tv-plus
category: media / photo-video / browser-based
risk: 2
characteristics: consume-big-bandwidth
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Apple support, "Use Apple products on enterprise networks"
hosts: tv.apple.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.tv.apple.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: tv.apple.com.example.net\r\n\r\n"

application: ocs
category: media / photo-video / browser-based
risk: 1
characteristics: consume-big-bandwidth
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of OCS
hosts: ocs.fr

sample: tcp client "GET / HTTP/1.1\r\nHost: www.ocs.fr\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: ocs.fr.example.net\r\n\r\n"

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

application: playstation-network
category: media / gaming / client-server
risk: 3
characteristics: evasive-behavior, consume-big-bandwidth, tunnel-other-application, pervasive-use
ports: tcp/80,443,3478-3480,5223,8080 udp/3478-3479
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: PlayStation support
hosts: playstation.com playstation.net sonyentertainmentnetwork.com playstationcloud.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.playstation.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: playstationcloud.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: playstation.com.example.net\r\n\r\n"

application: nintendo-wfc
category: media / gaming / client-server
risk: 4
characteristics: evasive-behavior, consume-big-bandwidth, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80,443 udp/27901
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Nintendo support
hosts: nintendowifi.net nintendo.net nintendo.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.nintendowifi.net\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: nintendo.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: nintendowifi.net.example.net\r\n\r\n"

application: epic-games
category: media / gaming / client-server
risk: 1
characteristics: consume-big-bandwidth
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Epic Games support
hosts: epicgames.com unrealengine.com epicgames.dev fortnite.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.epicgames.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: fortnite.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: epicgames.com.example.net\r\n\r\n"

application: battle.net
category: media / gaming / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/80,1119
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Blizzard support
hosts: battle.net blizzard.com blzstatic.cn blznav.akamaized.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.battle.net\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: blznav.akamaized.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: battle.net.example.net\r\n\r\n"

application: roblox
category: media / gaming / client-server
risk: 1
characteristics: consume-big-bandwidth
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Roblox support
hosts: roblox.com rbxcdn.com rbx.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.roblox.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: rbx.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: roblox.com.example.net\r\n\r\n"

application: riot-games
category: media / gaming / client-server
risk: 1
characteristics: consume-big-bandwidth
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Riot Games support
hosts: riotgames.com leagueoflegends.com playvalorant.com pvp.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.riotgames.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: pvp.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: riotgames.com.example.net\r\n\r\n"

application: ea-games
category: media / gaming / client-server
risk: 1
characteristics: consume-big-bandwidth
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: EA help
hosts: ea.com origin.com eamobile.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.ea.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: eamobile.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: ea.com.example.net\r\n\r\n"

application: ubisoft-uplay
category: media / gaming / client-server
risk: 3
characteristics: consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: Ubisoft support
hosts: ubisoft.com ubi.com uplay.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.ubisoft.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: uplay.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: ubisoft.com.example.net\r\n\r\n"

application: geforce-now
category: media / gaming / client-server
risk: 1
characteristics: consume-big-bandwidth
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: NVIDIA GeForce NOW system requirements
hosts: geforcenow.com nvidiagrid.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.geforcenow.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: nvidiagrid.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: geforcenow.com.example.net\r\n\r\n"

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

application: netease-games
category: media / gaming / client-server
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of NetEase
hosts: nie.netease.com easebar.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.nie.netease.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: easebar.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: nie.netease.com.example.net\r\n\r\n"

application: activision
category: media / gaming / client-server
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Activision
hosts: activision.com demonware.net

sample: tcp client "GET / HTTP/1.1\r\nHost: www.activision.com\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: demonware.net\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: activision.com.example.net\r\n\r\n"

application: call-of-duty
category: media / gaming / client-server
risk: 2
characteristics: consume-big-bandwidth, has-known-vulnerability, pervasive-use
ports: udp/28959-28962
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of Activision
hosts: callofduty.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.callofduty.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: callofduty.com.example.net\r\n\r\n"

application: accuweather
category: general-internet / internet-utility / browser-based
risk: 1
characteristics: is-saas
ports: tcp/80,443
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: domains of AccuWeather
hosts: accuweather.com

sample: tcp client "GET / HTTP/1.1\r\nHost: www.accuweather.com\r\n\r\n"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: accuweather.com.example.net\r\n\r\n"
