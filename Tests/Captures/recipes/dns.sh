# packages: bind9 bind9-dnsutils
# BIND and dig: many record types over UDP and TCP, EDNS, a transfer of the zone, both address families.
capture="port 53"
label udp 53 dns
label tcp 53 dns
prepare() {
    cat > zone <<'N'
$TTL 60
@ SOA ns hostmaster 1 60 60 60 60
@ NS ns
@ MX 10 mail
ns A 192.0.2.20
mail A 192.0.2.20
mail AAAA 2001:db8:5::20
www CNAME mail
_sip._tcp SRV 0 0 5060 mail
text TXT "some text"
N
    cat > named.conf <<N
options { directory "$work"; listen-on { any; }; listen-on-v6 { any; }; recursion no; dnssec-validation no; allow-transfer { any; }; pid-file none; session-keyfile none; };
zone "example.test" { type primary; file "$work/zone"; };
N
    serve named -g -c $work/named.conf
    listening tcp 53
}
dialogue() {
    for query in "mail A" "mail AAAA" "@ MX" "text TXT" "_sip._tcp SRV" "none A"; do
        set -- $query
        on_client dig @$S4 ${1/@/}${1:+.}example.test $2 +short
    done
    on_client dig @$S6 www.example.test ANY +dnssec
    on_client dig @$S4 +noedns +cookie=0102030405060708 example.test NS
    on_client dig @$S4 +tcp www.example.test A
    on_client dig @$S6 example.test AXFR
}
