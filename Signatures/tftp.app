application: tftp
category: general-internet / file-sharing / client-server
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/69 udp/69
reference: RFC 1350 section 5, RFC 2347 (options)

signature: request
over: udp
either: ^\x00[\x01\x02][\x20-\x7e]{1,255}\x00(?i:netascii|octet|mail)\x00

signature: option-acknowledgement
over: udp
either: ^\x00\x06(?i:blksize|tsize|timeout|windowsize|multicast|rollover|utimeout)\x00[0-9]

# The transfer moves to a port of the server's choosing, so the first block alone must tell.
signature: first-block
over: udp
either: ^\x00\x03\x00\x01
where: size == 516 or size == 1432 or size == 1460 or size == 1472 or size == 1028 or size == 1412
priority: 40

signature: block-and-acknowledgement
over: udp
server: ^\x00\x03\x00[\x00-\x40]
client: ^\x00\x04\x00[\x00-\x40]$
where: size == 4
priority: 40

signature: error
over: udp
either: ^\x00\x05\x00[\x00-\x08][\x09\x20-\x7e]{4,255}\x00$

sample: udp client hex:0001626f6f742f7078656c696e75782e30006f6374657400
sample: udp server hex:0006626c6b73697a65003134323800
sample: udp server hex:00030001586cb02949bbaec0e13d5513220ae41d4284e1d3b661589465c0e69c28c0bfff6c27d15d8c167487c2a12fb8d307c349599aab3a9b0caa4622a5f2d84baba7b3d9e6563c4b701fea12dccf47db62aa21e35b60b365ca1f377aba6e2a8208219bc2def13c445547ba57ad3d983c7b6067e4c00469920cb7d6d543283c045b08bc2a67c3ce3f5a8b5788e2b89a099dc0a565a2abc594ae78dcf0fab8b32ac93049fa206af8bdcd29dc2a038ce66d8a730a5cd5a94c98da72c0b6729bca75184d6614574f59cc4f9b5a0826afaad0c6bef3fde0ec5ce4b5f80d94796ad739ba7ef352aedcbfa1a141781dcbedb1f007d8d6fe55632e6eb46f2ac86f76a4ef3593dd28eb0c92383f411ecd0f63ec8566ad8872b7c9de5d8605507aa2f51e5533f60a3b196fdcd1746432d8b16a5005883779be5b25370997fbc36e03142c6c794c27b52595bb9e454636d67f2f52a3f9130bdfee848475a3613bd40fb3b41f1a2a02bae5189bc6b8afcebfcf8c5804415e36e062d0ff27024b5ea72713087a6aa0e0182a7c258690939614045a48cbbd13a7a45543d92d62af6ec1361153e186675350d164e189927f7bf76ddc389776cb28718fcc617a802705f1d27e55efb29868253f626262d7110d4adb8e5509e70190e4fbe59e638bfe1d46a25d235e2397093f8667b853e20d7817cd10fec2436c61c44e96d142eff1cd253430d6b2450d78
sample: udp server hex:000300017fbeea734b731963a8c41476ca05c9255d61f3255b29fde56d57ede31a604902034dee9736bc4b087483ca1811df2812ecdd527b26b90b1f70b1f57b487b11c4cc2d4ddabb2733e5fe4d393d8eec05041c64adb7da184a27378b38ff02cd2e6ab79ff008 client hex:00040001
sample: udp server hex:0005000146696c65206e6f7420666f756e6400
not-sample: udp client hex:0001626f6f742f7078656c696e75782e300062696e61727900
not-sample: udp client hex:00040001
