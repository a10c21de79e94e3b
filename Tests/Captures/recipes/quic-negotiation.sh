# packages: openssl
# pip: aioquic
# QUIC whose client begins with a version that nobody knows, and is told the versions there are.
capture="udp port 4433"
label udp 4433 quic
prepare() {
    certificate www.example.test
    serve $PYTHON $here/tools/http3 server --certificate $work/cert.pem --key $work/key.pem
    listening udp 4433
}
dialogue() { on_client $PYTHON $here/tools/http3 client $S4 --first-version 0x1a2a3a4a; }
