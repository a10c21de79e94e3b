application: rsync
category: business-systems / storage-backup / client-server
risk: 3
characteristics: consume-big-bandwidth, able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/873 udp/873
reference: rsync daemon protocol, rsyncd.conf(5) and rsync technical report; greeting line of protocol 25 and later

signature: daemon greeting
either: ^@RSYNCD: \d{2}(?:\.\d{1,3})?[ \n]

sample: tcp server "@RSYNCD: 31.0\n" client "@RSYNCD: 31.0\nmodule\n"
not-sample: tcp server "@RSYNC: 31.0\n"
