# packages: wireguard-go wireguard-tools iputils-ping
# WireGuard of wireguard-go: the handshake, pings inside, keepalives.
capture="udp port 51820"
label udp 51820 wireguard
prepare() {
    mkdir -p /dev/net /var/run/wireguard; [ -e /dev/net/tun ] || mknod /dev/net/tun c 10 200
    for side in client server; do wg genkey | tee $side.key | wg pubkey > $side.pub; done
    on_server wireguard-go wgs; on_client wireguard-go wgc
    on_server wg set wgs listen-port 51820 private-key server.key peer $(cat client.pub) allowed-ips 10.9.0.1/32
    on_client wg set wgc private-key client.key peer $(cat server.pub) allowed-ips 10.9.0.2/32 endpoint $S4:51820 persistent-keepalive 1
    ip -n server address add 10.9.0.2/24 dev wgs; ip -n server link set wgs up
}
dialogue() {
    ip -n client address add 10.9.0.1/24 dev wgc; ip -n client link set wgc up
    on_client ping -c 3 -i 0.3 10.9.0.2
}
