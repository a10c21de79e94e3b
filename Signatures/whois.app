application: whois
category: general-internet / internet-utility / client-server
risk: 1
characteristics: pervasive-use
ports: tcp/43
reference: RFC 3912 section 2; answers of the registries in RPSL (RFC 2622) and in the ICANN response format

signature: query and answer
client: ^[\x20-\x7e]{1,250}\r?\n
server: ^(?:[%#>][^\n]{0,300}\n|[ \t]{0,8}\r?\n){0,30}[ \t]{0,8}(?i:(?:domain name|domain|refer|inet6?num|netrange|as-?(?:num(?:ber)?|handle|block)|organisation|registry domain id|route6?)[ \t.]{0,20}:|no match for)

signature: notice of a registry
client: ^[\x20-\x7e]{1,250}\r?\n
server: ^[%#] (?:IANA WHOIS server|This is the [A-Z]+ Database|ARIN WHOIS|\[whois\.|[^\n]{0,100}(?i:whois))

sample: tcp client "example.com\r\n" server "   Domain Name: EXAMPLE.COM\r\n   Registry Domain ID: 1\r\n"
sample: tcp client "192.0.2.1\r\n" server "% IANA WHOIS server\n% for more information\n"
not-sample: tcp client "example.com\r\n" server "Domain unknown\r\n"
