application: vnc-base
category: networking / remote-access / client-server
risk: 5
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/5500,5900-5901
reference: RFC 6143 section 7.1.1
timeout-tcp: 3600

signature: protocol version
either: ^RFB \d{3}\.\d{3}\n

sample: tcp server "RFB 003.008\n" client "RFB 003.008\n"
not-sample: tcp server "RFB 3.8\n"
