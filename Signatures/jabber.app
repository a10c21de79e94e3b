application: jabber
category: collaboration / instant-messaging / client-server
risk: 5
characteristics: evasive-behavior, used-by-malware, able-to-transfer-file, has-known-vulnerability, tunnel-other-application, pervasive-use
ports: tcp/443,5222-5223,5269-5270
reference: RFC 6120 section 4.2 (streams) and section 8 (stanzas)
timeout-tcp: 3600

signature: stream header
either: ^\s{0,8}(?:<\?xml[^>]{0,100}\?>\s{0,4})?<stream:(?:stream|features|error)\b

signature: stanza in mid-stream
either: ^<(?:iq|message|presence) (?:type|id|to|from|xml:lang|xmlns)=["'][^>]{1,400}>

signature: negotiation in mid-stream
either: ^<(?:auth|challenge|response|success|starttls|proceed|failure|enable|r|a) xmlns=["'](?:urn:ietf:params:xml:ns:xmpp-|urn:xmpp:sm:)|^</stream:stream>

sample: tcp client "<?xml version='1.0'?><stream:stream to='example.org' xmlns='jabber:client' version='1.0'>"
sample(mid-stream): tcp client "<iq type='get' id='1'><query xmlns='jabber:iq:roster'/></iq>"
sample(mid-stream): tcp client "</stream:stream>"
sample(mid-stream): tcp client "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"
not-sample: tcp client "</stream>"
not-sample: tcp client "<?xml version='1.0'?><message>hello</message>"
