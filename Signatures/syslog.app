application: syslog
category: business-systems / management / client-server
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/1468,1514,6514 udp/514,1514
reference: RFC 5424 section 6, RFC 3164 section 4, RFC 6587 (TCP)

# <PRI> is at most 191; then version and time stamp (RFC 5424) or month, day and time (RFC 3164).
signature: timestamped
over: udp tcp
client: ^(?:[1-9][0-9]{0,4} )?<(?:[0-9]|[1-9][0-9]|1[0-8][0-9]|19[01])>(?:[0-9]+: )?(?:1 (?:-|[0-9]{4}-)|[*.]?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) |[0-9]{4}-[0-9]{2}-[0-9]{2})

# Without a time stamp: a tag, a key, a sequence number, but plain text all along.
signature: plain
over: udp
client: ^<(?:[0-9]|[1-9][0-9]|1[0-8][0-9]|19[01])>[\x09\x20-\x7e\xa0-\xff]{12}[\x00\x09\x0a\x0d\x20-\x7e\x80-\xff]*$
priority: 30

sample: udp client "<34>1 2003-10-11T22:14:15.003Z host su - ID47 - failed"
sample: udp client "<13>Feb  5 17:32:18 10.0.0.99 Use the BFG!"
sample: tcp client "47 <34>1 2003-10-11T22:14:15Z host su - ID47 - x"
sample: udp client "<189>date=2020-01-01 devname=fw logid=1"
not-sample: udp client "<192>Feb  5 17:32:18 10.0.0.99 Use the BFG!"
not-sample: udp client "<html><body>hello</body></html>"
