application: elastic-search
category: business-systems / management / browser-based
risk: 2
characteristics: has-known-vulnerability, pervasive-use
ports: tcp/9200-9300
reference: Elasticsearch reference, "REST APIs" and "X-elastic-product"; transport header of org.elasticsearch.transport.TcpHeader

signature: REST endpoints
priority: 60
http-req-uri-path: ^/_(?:cluster|cat|nodes|aliases|template|index_template|ingest|snapshot|tasks|ilm)(?:/|$)|/_(?:search|bulk|msearch|mget|mapping|settings|count|doc|update_by_query|delete_by_query|field_caps|refresh)(?:/[^/]{0,200})?$

signature: product header
priority: 60
http-rsp-headers: (?i)x-elastic-product: Elasticsearch

signature: transport message
either: ^ES\x00[\x00-\x3f]..\x00\x00\x00\x00....[\x00-\x1f]\x00[\x00-\x7f]..

sample: tcp client "POST /logs-2024/_search HTTP/1.1\r\nHost: db1:9200\r\n\r\n"
sample: tcp client "GET / HTTP/1.1\r\nHost: db1:9200\r\n\r\n" server "HTTP/1.1 200 OK\r\nX-elastic-product: Elasticsearch\r\n\r\n"
sample: tcp client hex:4553000000380000000000000018000061a8630000
not-sample: tcp client "GET /a_search HTTP/1.1\r\nHost: db1:9200\r\n\r\n"
