# packages: openssl
# openssl s_client and s_server: resumption, a client's certificate, an alert instead of an answer.
capture="tcp port 4433"
label tcp 4433 ssl
prepare() {
    certificate
    serve openssl s_server -accept 4433 -cert $work/cert.pem -key $work/key.pem -verify 1 -alpn h2,http/1.1
    listening tcp 4433
}
dialogue() {
    say 0.5 hello Q | on_client openssl s_client -connect $S4:4433 -servername server.example -sess_out $work/session -cert cert.pem -key key.pem
    say 0.5 again Q | on_client openssl s_client -connect $S4:4433 -servername server.example -sess_in $work/session
    on_client openssl s_client -connect "[$S6]:4433" -tls1_2 -cipher PSK < /dev/null
    true
}
