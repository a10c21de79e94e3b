# packages: coturn
# coturn and its own client: STUN bindings, a TURN allocation with data through it.
capture="port 3478"
label udp 3478 stun
label tcp 3478 stun
prepare() {
    serve turnserver -n -L $S4 --lt-cred-mech -u user:secret -r example.test --no-tls --no-dtls --log-file stdout --pidfile $work/pid --no-cli --db $work/turn.db --allow-loopback-peers
    listening udp 3478
    serve turnutils_peer -L $S4 -p 3480
}
dialogue() {
    on_client turnutils_stunclient $S4
    on_client timeout 10 turnutils_uclient -u user -w secret -e $S4 -r 3480 -n 3 -m 1 $S4
    on_client timeout 10 turnutils_uclient -t -u user -w secret -e $S4 -r 3480 -n 2 -m 1 $S4
    true
}
