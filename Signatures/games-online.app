# More games, by the first messages of their own protocols.

application: worldofwarcraft
category: media / gaming / client-server
risk: 3
characteristics: consume-big-bandwidth, used-by-malware, has-known-vulnerability, pervasive-use
ports: tcp/80,443,3724,6112,6881-6999
reference: wowdev wiki, "CMD_AUTH_LOGON_CHALLENGE" and the greeting of world servers

# Command 0, protocol, length, the game, version and build, then processor and system written backwards.
signature: logon challenge
over: tcp
client: ^\x00[\x02-\x08]..WoW\x00.{5}(?:68x|46x|64x|CPP)\x00(?:niW|XSO|caM)\x00

signature: world server's greeting
over: tcp
either: ^\x00?.WORLD OF WARCRAFT CONNECTION - (?:SERVER TO CLIENT|CLIENT TO SERVER)

sample: tcp client hex:000823.00.576f5700.030305.3430.36387800.6e695700.53556e65
sample: tcp server hex:0033 "WORLD OF WARCRAFT CONNECTION - SERVER TO CLIENT - V2\n"
not-sample: tcp client hex:000823.00.576f5701.030305.3430.36387800.6e695700.53556e65

application: warcraft
category: media / gaming / client-server
risk: 2
characteristics: consume-big-bandwidth, used-by-malware, pervasive-use
ports: tcp/dynamic
reference: BNETDocs, packets of W3GS (Warcraft III game sessions)

# Search for games, game found, game opened: type, length, the product written backwards.
signature: local game
over: udp
either: ^\xf7[\x2f-\x31]..(?:3RAW|PX3W).{4}
where: u16le[2] == size

sample: udp client hex:f72f1000.50583357.1a00000000000000
not-sample: udp client hex:f72f1100.50583357.1a00000000000000

application: maplestory
category: media / gaming / client-server
risk: 2
characteristics: consume-big-bandwidth, has-known-vulnerability
ports: tcp/80,443,8484,8585-8591,8787-8788,8791
reference: greeting of MapleStory servers as in released server implementations (OdinMS): length, version, patch, two vectors, region

signature: greeting
over: tcp
server: ^\x0e\x00.\x00\x01\x00[0-9].{8}[\x01-\x09]

sample: tcp server hex:0e00.5300.0100.31.a1b2c3d4.52305278.08
not-sample: tcp server hex:0e00.5300.0200.31.a1b2c3d4.52305278.08

application: dofus
category: media / gaming / client-server
risk: 1
ports: tcp/443,5555
reference: Dofus 1.29 protocol as described by its community: HC and a key of 32 letters

signature: hello
over: tcp
server: ^HC[a-z]{32}\x00

sample: tcp server "HCabcdefghijklmnopqrstuvwxyzabcdef\0"
not-sample: tcp server "HCabcdefghijklmnopqrstuvwxyzabcdefg\0"

application: gaijin
category: media / gaming / client-server
risk: 1
characteristics: consume-big-bandwidth, pervasive-use
ports: tcp/80,443 udp/20010-20500
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: StatsD lines with InfluxDB's tags (name, tags, value); the tags are those of Gaijin's clients

signature: metrics
over: udp
client: ^[a-z0-9_.]{3,80},env=[a-z]{2,20},circuit=[a-z0-9_-]{2,30},application=[a-z]{3,20},(?:project=[a-z0-9_]{2,30},)?platform=

sample: udp client "app.end,env=test,circuit=stable,application=client,project=game,platform=linux:1|c"
not-sample: udp client "app.end,env=test,region=stable,application=client,project=game,platform=linux:1|c"

application: battle.net
category: media / gaming / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/80,1119
parent: ssl
uses: ssl, web-browsing
implicitly-uses: ssl, web-browsing
deny-action: drop-reset
reference: BNETDocs, SID_AUTH_INFO of the chat service (protocol byte, message 0x50, platform and product written backwards)

signature: version information
over: tcp
client: ^\x01?\xff\x50[\x20-\xff]\x00\x00{4}(?:68XI|CAMP|CAMX)(?:RATS|PXES|RHSS|RTSJ|NB2W|VD2D|PX2D|3RAW|PX3W|LTRD)

sample: tcp client hex:01.ff50.3a00.00000000 "68XIPXES" hex:d3000000
not-sample: tcp client hex:01.ff50.3a00.00000000 "68XIPXET" hex:d3000000
