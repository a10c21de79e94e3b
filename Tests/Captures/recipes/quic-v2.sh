# packages: openssl
# pip: aioquic
# QUIC version 2: from the first packet on, and as a change from version 1 that both agree about.
capture="udp port 4433"
label udp 4433 quic
prepare() {
    certificate www.example.test
    serve $PYTHON $here/tools/http3 server --certificate $work/cert.pem --key $work/key.pem
    listening udp 4433
}
dialogue() {
    on_client $PYTHON $here/tools/http3 client $S4 --version 2
    on_client $PYTHON $here/tools/http3 client $S4 --version 2 --first-version 1
}
