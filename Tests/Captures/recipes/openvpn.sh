# packages: openvpn openssl
# OpenVPN over UDP and TCP with certificates, then with tls-auth and with tls-crypt.
capture="port 1194 or port 1195 or port 1196 or port 1197"
label udp 1194 open-vpn
label tcp 1195 open-vpn
label udp 1196 open-vpn
label udp 1197 open-vpn
prepare() {
    certificate
    openvpn --genkey secret auth.key
    common="--dev null --ifconfig 10.8.0.1 10.8.0.2 --ifconfig-noexec --ca $work/cert.pem --cert $work/cert.pem --key $work/key.pem --keepalive 1 10 --verb 3"
    serve openvpn $common --tls-server --dh none --proto udp4 --local $S4 --lport 1194
    serve openvpn $common --tls-server --dh none --proto tcp4-server --local $S4 --lport 1195
    serve openvpn $common --tls-server --dh none --proto udp4 --local $S4 --lport 1196 --tls-auth $work/auth.key 0
    serve openvpn $common --tls-server --dh none --proto udp4 --local $S4 --lport 1197 --tls-crypt $work/auth.key
    listening udp 1194; listening tcp 1195; listening udp 1197
}
dialogue() {
    on_client timeout 4 openvpn $common --tls-client --proto udp4 --nobind --remote $S4 1194
    on_client timeout 4 openvpn $common --tls-client --proto tcp4-client --nobind --remote $S4 1195
    on_client timeout 4 openvpn $common --tls-client --proto udp4 --nobind --remote $S4 1196 --tls-auth $work/auth.key 1
    on_client timeout 4 openvpn $common --tls-client --proto udp4 --nobind --remote $S4 1197 --tls-crypt $work/auth.key
    true
}
