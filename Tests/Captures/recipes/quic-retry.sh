# packages: openssl
# pip: aioquic
# QUIC whose server asks for a token first.
capture="udp port 4433"
label udp 4433 quic
prepare() {
    certificate www.example.test
    serve $PYTHON $here/tools/http3 server --certificate $work/cert.pem --key $work/key.pem --retry
    listening udp 4433
}
dialogue() { on_client $PYTHON $here/tools/http3 client $S4; }
