# Secure Shell: both ends begin with an identification line.

application: ssh
category: networking / encrypted-tunnel / client-server
risk: 4
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/22
reference: RFC 4253 section 4.2 (identification string), section 7.1 (key exchange)

signature: banner
  over: tcp
  either: ^SSH-(?:1\.[0-9]{1,3}|2\.0)-[\x20-\x7e]

signature: banner-after-greeting
  # A server may send other lines before its identification.
  over: tcp
  server: ^(?!SSH-|HTTP/1\.)[\x20-\x7e]{1,255}\r?\n(?:[\x20-\x7e\t]{0,255}\r?\n){0,16}SSH-(?:1\.99|2\.0)-[\x20-\x7e]
  priority: 55

signature: key-exchange
  # A session met between the banners and the keys: packet length, padding, SSH_MSG_KEXINIT, cookie, name lists.
  over: tcp
  either: ^\x00\x00[\x01-\x10][\x00-\xff]{2}\x14[\x00-\xff]{16}\x00\x00[\x00-\x0f][\x00-\xff][a-z0-9.@,+-]{16}
  where: u8[4] >= 4 and u32be[22] + 26 < u32be[0]

sample: tcp client "SSH-2.0-OpenSSH_9.6\r\n" server "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"
sample: tcp server "SSH-1.99-Cisco-1.25\n"
sample(mid-stream): tcp server "SSH-2.0-dropbear_2022.83\r\n"
sample: tcp server "Authorised users only.\r\nSSH-2.0-OpenSSH_9.2\r\n"
sample(mid-stream): tcp client hex:0000053c0a14000102030405060708090a0b0c0d0e0f00000026 "curve25519-sha256,ecdh-sha2-nistp256,ext"
not-sample: tcp client "GET / HTTP/1.1\r\nHost: ssh.example.com\r\n\r\n"
not-sample: tcp client "SSH-3.0-unknown\r\n"
not-sample: tcp server "220 SSH-2.0-not.at.the.start ESMTP\r\n"
