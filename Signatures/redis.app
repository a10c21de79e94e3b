application: redis
category: general-internet / internet-utility / client-server
risk: 1
characteristics: has-known-vulnerability
ports: tcp/6379-6380,26379
reference: Redis documentation, "Redis serialization protocol specification" (RESP2 and RESP3) and the command reference
timeout-tcp: 3600

signature: array of bulk strings
either: ^\*[1-9]\d{0,5}\r\n\$\d{1,6}\r\n

signature: inline command and reply
client: ^(?i:PING|INFO(?: [a-z]{2,20})?|AUTH [!-~]{1,200}(?: [^\r\n]{1,200})?|SELECT \d{1,3}|KEYS [!-~]{1,200}|GET [!-~]{1,200}|SET [!-~]{1,200} [^\r\n]{1,200}|CONFIG GET [!-~]{1,60}|DBSIZE|FLUSHALL|QUIT|MONITOR)\r?\n
server: ^(?:\+PONG|\+OK\r\n|-ERR |-NOAUTH |-WRONGPASS |-DENIED |\$-?\d{1,9}\r\n|\*\d{1,9}\r\n|:-?\d{1,18}\r\n)

signature: errors and replies that name themselves
server: ^(?:-NOAUTH Authentication required|-ERR unknown command|-ERR operation not permitted|-WRONGPASS |-WRONGTYPE Operation|-MOVED \d{1,5} |-ASK \d{1,5} |-READONLY You|-LOADING Redis|-MISCONF Redis|-DENIED Redis|\+PONG\r\n|\$\d{1,6}\r\n# Server\r\nredis_version:|\+FULLRESYNC [0-9a-f]{40} )

signature: bulk string with its length
server: ^\$\d{1,6}\r\n
client: ^\*[1-9]

sample: tcp client "*2\r\n$3\r\nGET\r\n$1\r\na\r\n"
sample: tcp client "PING\r\n" server "+PONG\r\n"
sample: tcp server "-NOAUTH Authentication required.\r\n"
sample: tcp client "*1" server "$5\r\nhello\r\n"
not-sample: tcp client "*2\r\nhello\r\n"
not-sample: tcp client "USER amy\r\n" server "+OK\r\n"
