# packages: openssl
# DTLS 1.2 of openssl, with a cookie exchange and without, and DTLS 1.0.
capture="udp port 4433 or udp port 4434"
label udp 4433 dtls
label udp 4434 dtls
prepare() {
    certificate
    serve openssl s_server -dtls -accept 4433 -cert $work/cert.pem -key $work/key.pem -listen
    serve openssl s_server -dtls -accept 4434 -cert $work/cert.pem -key $work/key.pem -cipher DEFAULT@SECLEVEL=0
    listening udp 4433; listening udp 4434
}
dialogue() {
    say 0.5 hello Q | on_client openssl s_client -dtls -connect $S4:4433
    say 0.5 hello Q | on_client openssl s_client -dtls1 -cipher DEFAULT@SECLEVEL=0 -connect $S4:4434
    true
}
