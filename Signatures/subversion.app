application: subversion-base
category: business-systems / general-business / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/80,443,3690 udp/3690
reference: Subversion ra_svn protocol description (libsvn_ra_svn/protocol)

signature: server greeting
server: ^\( success \( \d \d \( [^)]{0,50}\) \( 

signature: client greeting
client: ^\( \d \( (?:[a-z0-9-]{1,40} ){0,20}\) \d{1,4}:svn(?:\+[a-z]+)?://

signature: WebDAV client
priority: 60
http-req-user-agent-header: ^SVN/\d

sample: tcp server "( success ( 2 2 ( ANONYMOUS ) ( edit-pipeline svndiff1 ) ) ) "
sample: tcp client "( 2 ( edit-pipeline svndiff1 ) 24:svn://svn.example.org/abc ) "
sample: tcp client "OPTIONS /svn/trunk HTTP/1.1\r\nHost: svn.example.org\r\nUser-Agent: SVN/1.14.1 (x86_64)\r\n\r\n"
not-sample: tcp server "( success ( ) ) "
