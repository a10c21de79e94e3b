# packages: gnutls-bin openssl
# GnuTLS at both ends, from TLS 1.0 to 1.3, and DTLS.
capture="port 5556"
label tcp 5556 ssl
label udp 5556 dtls
prepare() {
    certificate
    serve gnutls-serv -q -p 5556 --x509certfile $work/cert.pem --x509keyfile $work/key.pem --priority 'NORMAL:+VERS-ALL:+SHA1:%COMPAT' --echo
    serve gnutls-serv -q -u -p 5556 --x509certfile $work/cert.pem --x509keyfile $work/key.pem --echo
    listening tcp 5556; listening udp 5556
}
dialogue() {
    for version in 1.0 1.1 1.2 1.3; do
        say 0.4 hello | on_client timeout 3 gnutls-cli --insecure -p 5556 --priority "NORMAL:-VERS-ALL:+VERS-TLS$version:%COMPAT" $S4
    done
    say 0.4 hello | on_client timeout 3 gnutls-cli --insecure -u -p 5556 $S4
    true
}
