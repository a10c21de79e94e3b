# packages: openssl
# pip: aioquic
# QUIC whose ClientHello spans several datagrams, because of many ALPN names.
capture="udp port 4433"
label udp 4433 quic
prepare() {
    certificate www.example.test
    serve $PYTHON $here/tools/http3 server --certificate $work/cert.pem --key $work/key.pem
    listening udp 4433
}
dialogue() { on_client $PYTHON $here/tools/http3 client $S4 --names 150; }
