# packages: bind9 knot-dnsutils openssl
# DNS over TLS: to a firewall this is TLS.
capture="tcp port 853"
label tcp 853 ssl
prepare() {
    certificate
    cat > named.conf <<N
tls local { key-file "$work/key.pem"; cert-file "$work/cert.pem"; };
options { directory "$work"; listen-on { none; }; listen-on-v6 { none; }; listen-on port 853 tls local { any; }; recursion no; dnssec-validation no; pid-file none; session-keyfile none; };
N
    serve named -g -c $work/named.conf
    listening tcp 853
}
dialogue() { on_client kdig +tls @$S4 example.test SOA; on_client kdig +tls +tls-hostname=server.example @$S4 example.test A; true; }
