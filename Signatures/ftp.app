application: ftp
category: general-internet / file-sharing / client-server
risk: 5
characteristics: consume-big-bandwidth, used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, prone-to-misuse, pervasive-use
ports: tcp/21
secure-ports: tcp/990
reference: RFC 959 sections 4.1 and 4.2, RFC 2428 (EPRT, EPSV), RFC 4217 (AUTH TLS), RFC 3659 (SIZE, MDTM, MLST)
timeout-tcp: 1800

signature: banner and login
server: ^220[ -][^\r\n]{0,1000}\r?\n
client: ^(?i:USER [^\r\n]{1,200}|AUTH (?:TLS|SSL|TLS-[CP]|GSSAPI)|FEAT|SYST|HOST [^\r\n]{1,200}|OPTS UTF8[^\r\n]{0,20}|PBSZ 0)\r?\n

signature: banner that names itself
server: ^220[ -](?![^\r\n]{0,400}(?:SMTP|Mailer|Postfix|Sendmail|VMware))[^\r\n]{0,300}(?i:FTP|FileZilla)[^\r\n]{0,300}\r?\n

signature: banner and password request
server: ^220[ -][^\r\n]{0,300}\r?\n(?:[^\r\n]{0,300}\r?\n){0,40}331 [^\r\n]{1,200}\r?\n

signature: passive mode command
client: ^(?i:PASV|EPSV|FEAT|SYST|TYPE [AI])\r\n

signature: active mode command
client: ^(?i:PORT) \d{1,3}(?:,\d{1,3}){5}\r?\n|^(?i:EPRT) \|[12]\|[0-9A-Fa-f.:]{2,45}\|\d{1,5}\|\r?\n

signature: passive mode reply
server: ^227 [^\r\n]{0,80}\(?\d{1,3}(?:,\d{1,3}){5}\)?|^229 [^\r\n]{0,80}\(\|\|\|\d{1,5}\|\)

signature: command and reply in mid-stream
client: ^(?i:RETR|STOR|APPE|STOU|SIZE|MDTM|MLSD|MLST|CWD|CDUP|LIST|NLST|PASS|XPWD|PWD|MKD|RMD|RNFR|ABOR|ALLO|SITE|REST)(?: [^\r\n]{1,400})?\r?\n
server: ^(?:1[25][05]|2(?:1[34]|2[0156]|3[0-2]|5[07])|3[35]0|4[25][0-6]|5[0-5][0-9])[ -][^\r\n]{1,400}\r?\n

signature: transfer replies in mid-stream
server: ^(?:150|125) (?i:Opening|Data connection|About to|Here comes|File status|Ok to send)|^226[ -](?i:Transfer|Closing data|File receive|Directory send|Successfully)|^257 "/|^230[ -][^\r\n]{0,100}(?i:logged in|login)|^331 [^\r\n]{0,100}(?i:password)|^215 (?:UNIX|Windows_NT)|^211-(?i:Features|Extensions|Extended)

sample: tcp server "220 ready\r\n" client "USER anonymous\r\n"
sample: tcp server "220 (vsFTPd 3.0.3)\r\n"
sample: tcp server "220 hello\r\n331 send it\r\n"
sample(mid-stream): tcp client "PASV\r\n"
sample(mid-stream): tcp client "PORT 192,0,2,1,19,137\r\n"
sample(mid-stream): tcp server "227 Entering Passive Mode (192,0,2,1,19,137)\r\n"
sample(mid-stream): tcp client "RETR a.txt\r\n" server "150 here\r\n"
sample(mid-stream): tcp server "226 Transfer complete.\r\n"
not-sample: tcp server "220 ftp.example.net ESMTP\r\n" client "EHLO a\r\n"
not-sample: tcp client "RETR 1\r\n" server "+OK 120 octets\r\n"

# A data connection says nothing of itself; only listings have a form of their own (formats as shown in RFC 3659 and by
# the common servers). Other content stays unknown unless the control connection announces it.
application: ftp-data
category: general-internet / file-sharing / client-server
risk: 5
characteristics: used-by-malware, able-to-transfer-file, has-known-vulnerability, pervasive-use
ports: tcp/20 tcp/dynamic
uses: ftp
implicitly-uses: ftp
reference: RFC 959 section 3.2, RFC 3659 section 7 (MLSD facts)

signature: listing in the manner of ls
either: ^(?:total \d{1,10}\r?\n)?[bcdlps-](?:[r-][w-][xsS-]){2}[r-][w-][xtT-][ .+@] {0,5}\d{1,6} +[!-~]{1,32} +[!-~]{1,32} +\d{1,15} [A-Z][a-z]{2} [ \d]\d  ?(?:\d\d:\d\d|\d{4}) [^\r\n]{1,255}\r\n

signature: listing in the manner of DOS
either: ^\d\d-\d\d-\d\d(?:\d\d)?  \d\d:\d\d[AP]M {3,20}(?:<DIR> {3,20}|\d{1,15} )[^\r\n]{1,255}\r\n

signature: machine listing
either: ^(?:(?:type=(?:file|dir|cdir|pdir)|modify=\d{14}(?:\.\d{1,6})?|perm=[a-zA-Z]{0,16}|size=\d{1,16}|unique=[!-:<-~]{1,40}|unix\.[a-z]{2,10}=[!-:<-~]{1,20}|sizd=\d{1,16});){2,12} [^\r\n]{1,255}\r\n

sample: tcp server "drwxr-xr-x    3 7        12           4096 Jun 02 09:14 outgoing\r\n"
sample: tcp server "10-23-12  06:49PM       <DIR>          aspnet_client\r\n"
sample: tcp server "type=file;size=1024990;modify=19961009033140; Syscall.txt\r\n"
not-sample: tcp server "drwxr-xr-x 2 root root\r\n"
