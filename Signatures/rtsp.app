application: rtsp
category: media / photo-video / client-server
risk: 3
characteristics: consume-big-bandwidth, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/554 udp/554
reference: RFC 2326 sections 6, 7 and 10.12, RFC 7826

signature: request
over: tcp udp
client: ^(?:OPTIONS|DESCRIBE|ANNOUNCE|SETUP|PLAY|PAUSE|TEARDOWN|GET_PARAMETER|SET_PARAMETER|REDIRECT|RECORD|PLAY_NOTIFY) [!-~]{1,1024} RTSP/[12]\.0\r?\n

signature: response
over: tcp udp
server: ^RTSP/[12]\.0 [1-5]\d\d 

signature: interleaved frames in mid-stream
either: ^\$[\x00-\x0f]..[\x80\x81\x90\x91\xa0\xb0]
where: u8[u16be[2] + 4] == 0x24 and u8[u16be[2] + 5] <= 15 and u8[u16be[2] + 8] >= 0x80 and u8[u16be[2] + 8] < 0xc0 and u16be[2] >= 12

sample: tcp client "DESCRIBE rtsp://example.com/fizzle RTSP/1.0\r\nCSeq: 312\r\n\r\n"
sample(mid-stream): tcp server "RTSP/1.0 200 OK\r\nCSeq: 312\r\n\r\n"
sample(mid-stream): tcp server hex:2400000d806000010000000000000001ff.2400000d806000020000000000000001ff
not-sample: tcp client "OPTIONS * HTTP/1.1\r\n\r\n"
not-sample(mid-stream): tcp server hex:2400000d806000010000000000000001ff.2300000d806000020000000000000001ff
