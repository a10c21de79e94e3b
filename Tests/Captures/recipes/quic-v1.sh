# packages: openssl
# pip: aioquic
# QUIC version 1 with HTTP/3 of aioquic, over both address families.
capture="udp port 4433"
label udp 4433 quic
prepare() {
    certificate www.example.test
    serve $PYTHON $here/tools/http3 server --certificate $work/cert.pem --key $work/key.pem
    listening udp 4433
}
dialogue() {
    on_client $PYTHON $here/tools/http3 client $S4
    on_client $PYTHON $here/tools/http3 client $S6
}
