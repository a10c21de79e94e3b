application: git-base
category: business-systems / general-business / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, tunnel-other-application
ports: tcp/80,443,9418
reference: git documentation: pack-protocol, http-protocol, protocol-v2

signature: git protocol request
final: no
client: ^[0-9a-f]{4}git-(?:upload|receive)-(?:pack|archive) [^\x00]{1,1000}\x00

signature: smart HTTP service
priority: 60
http-req-uri-path: /git-(?:upload|receive)-pack$

signature: smart HTTP media type
priority: 60
http-content-type: ^application/x-git-(?:upload|receive)-pack

signature: git as user agent
priority: 60
http-req-user-agent-header: ^git/\d+\.\d

sample: tcp client "0033git-upload-pack /project.git\0host=myserver.com\0"
sample: tcp client "POST /project.git/git-upload-pack HTTP/1.1\r\nHost: vcs.example.net\r\nUser-Agent: JGit/5\r\n\r\n"
sample: tcp client "GET /project.git/info/refs?service=git-upload-pack HTTP/1.1\r\nHost: vcs.example.net\r\nUser-Agent: git/2.43.0\r\n\r\n"
sample: tcp client "GET /p/info/refs HTTP/1.1\r\nHost: vcs.example.net\r\n\r\n" server "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement\r\n\r\n"
not-sample: tcp client "0033git-upload-pack"
not-sample: tcp client "GET /git-upload-pack.html HTTP/1.1\r\nHost: example.net\r\n\r\n"

application: git-uploading
category: business-systems / general-business / client-server
risk: 3
characteristics: able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use, is-saas
ports: tcp/80,443
reference: git documentation: pack-protocol (receive-pack), http-protocol
parent: git-base
uses: git-base
implicitly-uses: git-base

signature: push over the git protocol
priority: 40
client: ^[0-9a-f]{4}git-receive-pack [^\x00]{1,1000}\x00

signature: push over HTTP
priority: 62
http-req-uri: (?:/git-receive-pack$|/info/refs\?service=git-receive-pack$)

sample: tcp client "0034git-receive-pack /project.git\0host=myserver.com\0"
sample: tcp client "GET /project.git/info/refs?service=git-receive-pack HTTP/1.1\r\nHost: vcs.example.net\r\nUser-Agent: git/2.43.0\r\n\r\n"
not-sample: tcp client "0034git-receive-park /project.git\0host=myserver.com\0"
not-sample: tcp client "GET /project.git/info/refs?service=git-receive-packet HTTP/1.1\r\nHost: vcs.example.net\r\n\r\n"
