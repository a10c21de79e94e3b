# packages: xl2tpd ppp
# xl2tpd at both ends: control messages of a tunnel and a call.
capture="udp port 1701"
label udp 1701 l2tp
prepare() {
    mkdir -p /run/xl2tpd
    printf '[global]\nport = 1701\nlisten-addr = %s\n[lns default]\nip range = 10.7.0.2-10.7.0.9\nlocal ip = 10.7.0.1\nrequire authentication = no\nlength bit = yes\n' $S4 > server.conf
    printf '[global]\nport = 1701\n[lac server]\nlns = %s\nautodial = yes\nrequire authentication = no\n' $S4 > client.conf
    serve xl2tpd -D -c $work/server.conf -p $work/server.pid -C $work/server.control
    listening udp 1701
}
dialogue() { on_client timeout 6 xl2tpd -D -c $work/client.conf -p $work/client.pid -C $work/client.control; true; }
