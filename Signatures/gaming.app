# Games and game engines.
application: source-engine
category: media / gaming / client-server
risk: 4
characteristics: consume-big-bandwidth, used-by-malware, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/dynamic udp/dynamic
reference: Valve developer wiki, "Server queries" (A2S)

# Connectionless header, then a query with its text or an answer of the matching kind.
signature: query
over: udp
either: ^\xff{4}(?:TSource Engine Query\x00|[UV](?:\xff{4}|.{4})$|W$|i$|A.{4}$)

signature: answer
over: udp
either: ^\xff{4}(?:I\x11[\x20-\x7e]|m[0-9.]{7,15}:[0-9]{1,5}\x00|D[\x00-\x80][\x00-\x80][\x20-\xff]|E[\x01-\xff][\x00-\x02][a-z])

sample: udp client hex:ffffffff54536f7572636520456e67696e6520517565727900
sample: udp server hex:ffffffff49114d79207365727665720064655f6475737400
not-sample: udp client hex:ffffffff54536f7572636520456e67696e6520517565727a00

application: quake
category: media / gaming / client-server
risk: 1
characteristics: consume-big-bandwidth, pervasive-use
ports: udp/27650,28004
reference: Quake 3 network protocol (id Software's released source), out-of-band messages

signature: out-of-band
over: udp
either: ^\xff{4}(?:getinfo|getstatus|getchallenge|getservers(?:Ext)?|getserversResponse|infoResponse|statusResponse|challengeResponse|connectResponse|rcon|disconnect|heartbeat)(?:[ \\\n\x00]|$)

# Quake 1: control flag, length of the datagram, CCREQ_CONNECT or server info for game QUAKE.
signature: quake-1
over: udp
either: ^\x80\x00\x00[\x0c\x0d][\x01\x02]QUAKE\x00[\x03]

sample: udp client hex:ffffffff676574696e666f20787878
sample: udp client hex:8000000c025155414b450003
not-sample: udp client hex:ffffffff67657474696e666f20787878

# RakNet offline messages carry a 16-byte magic.
application: raknet
category: media / gaming / client-server
risk: 2
ports: udp/19132
reference: RakNet documentation and source (OFFLINE_MESSAGE_DATA_ID, ReliabilityLayer: datagram header, message header, range list)

signature: offline-message
over: udp
either: ^(?:[\x05-\x08\x12\x14\x17\x1a]|[\x01\x02].{8}|\x1c.{16}|[\x09\x10\x13\x19].{0,16}?)\x00\xff\xff\x00\xfe\xfe\xfe\xfe\xfd\xfd\xfd\xfd\x12\x34\x56\x78

# The first reliable message of a connection: datagram 0, message 0, connection request.
signature: connection-request
over: udp
client: ^\x84\x00\x00\x00[\x40\x60]\x00\x90\x00\x00\x00(?:\x00\x00\x00\x00)?\x09.{8}\x00

sample: udp client hex:84000000400090000000094faeb0ac5f8a0a0d000000000015e93b00
sample: udp client hex:0500ffff00fefefefefdfdfdfd123456780600000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
sample: udp server hex:1c101520a866f5238cbb1b2ec29f6631ef00ffff00fefefefefdfdfdfd1234567800104d4350453b78
not-sample: udp client hex:0500ffff00fefefefefdfdfdfd123456790600000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000

# Connected: a datagram with one unreliable message, ping (9 bytes) or pong (17), whose length stands in bits.
signature: connected-ping
over: udp
either: ^\x84.{3}\x00(?:\x00\x48\x00.{8}|\x00\x88\x03.{16})$

# Acknowledgement of a range of sequence numbers of three bytes each.
signature: acknowledgement
over: udp
either: ^\xc0\x00\x01\x00.{6}$
where: u24le[4] < u24le[7] and u24le[7] < u24le[4] + 512
packets: 2

sample: udp client hex:84110000.00.0048.00.0000000000123456
sample: udp server hex:84120000.00.0088.03.0000000000123456.0000000000abcdef
sample: udp server hex:c0.0001.00.010000.020000 server hex:c0.0001.00.030000.060000
not-sample: udp client hex:84110000.00.0050.00.0000000000123456
not-sample: udp server hex:c0.0001.00.020000.010000 server hex:c0.0001.00.060000.030000

# Among Us speaks Hazel: hello, nonce 1, version 0, client version, player's name.
application: among-us
category: media / gaming / client-server
risk: 1
ports: udp/22023-22923
reference: "Among Us protocol" community documentation, Hazel hello packet

signature: hello
over: udp
client: ^\x08\x00\x01\x00..[\x02-\x05][\x02-\x03][\x01-\x1c][\x20-\x7e]
where: size >= 9 + u8[8]

sample: udp client hex:0800010080d9020306506c61796572
not-sample: udp client hex:0900010080d9020306506c61796572

application: armagetron
category: media / gaming / client-server
risk: 1
ports: udp/4534
reference: Armagetron Advanced network messages (released source): descriptor, id, length in words, sender

signature: server-information
over: udp
either: ^\x00\x0b\x00\x00[\x00-\x00].\x00[\x08-\xff].{8,}\x00\x00$|^\x00\x35\x00\x00\x00\x00\x00\x00$

sample: udp client hex:0035000000000000
not-sample: udp client hex:0036000000000000

application: yojimbo
category: media / gaming / client-server
risk: 1
ports: udp/40000
reference: netcode standard (mas-bandwidth), connection request packet

signature: connection-request
over: udp
client: ^\x00NETCODE 1\.0[0-9]\x00
where: size == 1078 or size == 1062

sample: udp client hex:004e4554434f444520312e3032006c9dfb8628dcbc62a2058a9176dd87c8234e8e731ed4731c660841dd3129879ac7d541dcbdbf1f55ac2a02676eac2f5afae68b8434a182e3e644f0cae2e8e6576b01f23f21b11beb2c211bbfb10ed34cc430482b75f7df33c2bdd40259e5dc0d68cd95fe4266325126a2f0715d91a1df51904b3c9442668e44ae696aadf11cad92e9c12b18bd6e3bce7b79637c912e6ba894fc4ac002f33ce48911eda997c1a93a791ec9cf4dfc1d8eb75881634a7a8e25dde6e21cc92c31e65dc32b9cc85febe79a69ba3afd22c6e1b13c2d68b2809d5aaae05df8a229e0c22c7bbd76ea02ccf3d06dd3b15da3fa89ce73dd17067f6dbd67e178172d7577c9c2bb7fa97c59f34e8f56146d8fe73ee3dcdf2b9f87328c627932710c7727839901065f613ed6d141845fc9d197486eba630cf05e92568c4d4be7f285b2ff802d1dfc462e1d1204384888f98b8218862a810e0f3002dfad5f16d1cc59f6e6dcdea6b7bd35fb2853bed08ffd92bcf41daeff96158c3ae62d7d4ee0bad253ff1840d41e9e8b02f3c6754369b70cf2af5ea902a95ada4ed32e65ae8d4e2948745f41caeecd6e7829c6a3709f1fa9229595497d3d855d868a75bd579cd9ff394512e7ecc72bf2db2a4649202db6ceb0d2b7d3fa9663969da32745fa9e7dd2ccaf525987cb787c4cb02cec8b1e8e4a3bcd375a58a962490138e390a1f52dcf6f98656081d74582427a885c6397ee2b1404c91af5b9313fc8dd81baccc1fe0a74ad31d603e514ae761302d9b13ce703776be7ab396747d6d0d326c1444121d172df0ca60e20eab6f409375594f27d7d305cf9f762f443ee20519a4c652615e2a5ddd03ce319913e564f51e836fc476e411c6a0b3170a9d6cc519616926f71389e19884382b813728fd34cd063c9e5e480fc9315210c2ebb0c4ff962894f529b638bbd79918e5f3f150c8a6627d10cfb44c51f8c1b29c80bf7e54480e544306aaf10a297dfeccc082d997c33aa7c5fd8222391b25e9ce8c1611237f17b5e6d39fe79a198e8c6e71d78c1690a5bae23205d6273aae62a5185afac52021b115a89a02bf3c3d7cf7f1c6360883328eb3acaf54f21c385a09747e9ecd3df3dd6c408db5c45545f8b4ae74d11eae0f218e80d3c91721c583cee4d13ef845072eba66f1466b72015bdee1f7a28fa2c0af7fa97a3061428d9e1bd53a5e691099c56d432c1fd3295022de1e99eead19490a19ae6fb20aa439a365853f512e94ef88a7bd0982c564c66741178a0a91d8f7134bf7147309c2be63f32ae62d6d271079570de810425ab9fe39672f7bf3952f1d39baa0db37ea11981353f58cc691f699dbe3b82821c92da7b90c7d63c15bc1f7da1550bd3c17013ade671fd8bc439a3d52d34868b25cf2b1f9d474d8025f0c9fe4944e006b83108e4a833523b33778e335004339a56d31ca191ce2e198a742193f445673a994f59b81310528b904dc1ed33c2fbbe862c625df7e8beb7c378eb6f96af107747
not-sample: udp client hex:004e4554434f444520322e3032001f9c388f3ddbab8662f0ebfd04277742f7a68fd2c4b4b9c11a3f5743de14cf50e2f14adfb385a5724dc1b7de79af7ae997f169a720e5d5e9f9755116a25b4cd05b15864cf8fc3d8c83ad733472e8ad6029a7e5ec38739fcf8461249825437c6754466b6c15970e463a702d1efbb738dfec10d9e97f22bf16b330b22d37b11b0704c71062054fefd5d458fe235a3c8dbb6c561e76d30e7335f6ac936d72a660a825c7ac7bf70cb3a55047f609b3fe6089cf7d3badf19de12d986af7481f7853e898feaebf071dd314d72b743cfbf0d047ca2722b457bd21ef909d017a7927fbd21b69fe19d1a3cb8960164522e0a4c84d141680e82680f82c5da2fc17acc68e87f54a51595a44dc55fd0c0b6922db2e07b99aaf790a328c08d60e187ca7ebc1361be2290323232079d25b2681ee815b7493d296378737ea4af6ff54cba704b80a65f909981a16d15663c55973742268fb8bf14792a8de4ece6a13958fa784e2b0f095470d7cded5c1e84258c58aa6e9bc48cf6eedbf1518321cdc715e0e4a524bc10ddb7ab4cea78af74c87ce191eede136bbf88b9b95c220d1de2ba39e055ed68f34c8a6a65f93d48ce399e2323a75db4af91bc19d366aa22b71649460e4a15ee04c058f7bca063fa1ec0d9ba0cd7cea498bb00cfaad2e9de04e25ed2368c3c1e38317504833d02e09ce4af9951251db52d63d30c33c287a5c21a9c7ffbb5513ef6e1cd02c8740fb9191a11facd864512f60a250214169a8fa612952695fdba8a71821e47ca3d1d5343e743b1bb9e07457197e69efb988ef6fa12fed777d069297f771d071c9ea4c229e057092f578258b8008d8a19d01709c6364b952e14fdfe228fc62a53966d78a16a51c9ed93b8d915d1f58ee4b606416d0b28ec91e5488bd8e23a028c0de6aec699ad510ca6fb7a87b921bbb26486a8f8f6e57fb85525a3e79a071c37507d80ebcad8881a5a3a817c3790eef70b86014b996511675a3768fe27c79bffe2d936ed68cc7df87edad075439692a41b7010810afce7f5d8974b7ba05dd3df33fe4562fbd24976f29f2a4874753e5ab19f8db71228de77464f0d90a2fe21ca972fdafa25acb02d820e0e466618da447adb57dea9eee9a4675879468fd137883da295df7ac7edf48dd633b8e6f8842fdf7564e2908c538a7170df48ddf5e3620cd397879658f50ab5596392c1dc640b90e7ea71b10a414cc05b8684c4b1cd742dae89da33ca8cf5d72c19b041884c6b3c04518b871ea882f9f4eaf78c176dba6bdd1de40864a34578ce7835ac2f396388b02a0fe302481cf2e12de754a96365f2d81ed9ce623e83ab354ecfe6f4c383095dc1b28c17a7b160e11b36d3004fdd076e5cbd1e8bd987e0b60a86479c4ba4558f7d903ec26208c50828f6282e02c5e16d86b60de439e215edb6552488af44abd3a2aa562102ac138fa4d77748d348db52f5203fceb0ea51af98c6cf487b0f74da8e1fe50c5c80a0b96f20742273749e37d

# KCP: conversation, command 81-84, no fragments, window, time stamp, sequence, unacknowledged, length.
application: kcp
category: networking / infrastructure / peer-to-peer
risk: 2
characteristics: evasive-behavior
ports: udp/dynamic
reference: KCP protocol (skywind3000/kcp), segment header

signature: segment
over: udp
either: ^.{4}[\x51-\x54][\x00-\x02].[\x00-\x10].{4}..\x00\x00..\x00\x00..\x00\x00
where: u32le[20] + 24 == size and u32le[0] != 0
packets: 3
constant: u32be[0]
priority: 30

sample: udp client hex:11223344510080000001020300000000000000000400000058326113 client hex:112233445200800000010203000000000100000000000000 client hex:1122334451008000000103030100000000000000040000000eee0bd1
not-sample: udp client hex:112233445100800000010203000000000000000005000000e4823c50
not-sample: udp client hex:112233445100800000010203000000000000000004000000adfa76b2 client hex:112233455100800000010203000000000000000004000000ea897e0b client hex:112233465100800000010203000000000000000004000000374c649b
