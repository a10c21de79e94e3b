# The agents of Docs/guides/write-a-signature.md.
application: example-telemetry
category: business-systems / management / client-server
risk: 2
ports: tcp/9440
reference: the product's manual, "Frame format"

signature: hello
  # "TLM", version 1 or 2, then the length of what follows; the collector answers in the same form.
  over: tcp
  client: ^TLM[\x01\x02]
  where: u16be[4] > 0 and u16be[4] + 6 <= size
  server: ^TLM[\x01\x02]\x00\x02(?:OK|NO)

sample: tcp client "TLM\x01" hex:000c "host=web-11" hex:00 server "TLM\x01\x00\x02OK"
not-sample: tcp client "TLM\x03" hex:000c "host=web-11" hex:00 server "TLM\x03\x00\x02OK"
