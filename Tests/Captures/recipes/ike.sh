# packages: strongswan-charon strongswan-starter strongswan-swanctl charon-systemd
# strongSwan: version 2 of IKE with a shared secret.
capture="udp port 500 or udp port 4500"
label udp 500 ike
label udp 4500 ike
prepare() {
    for side in client server; do
        mkdir -p $side.run
        [ $side = client ] && mine=$C4 peer=$S4 || { mine=$S4; peer=$C4; }
        cat > $side.conf <<N
charon {
 filelog { stderr { default = 1 } }
 plugins { vici { socket = unix://$work/$side.run/vici } }
 load_modular = no
 start-scripts { }
}
swanctl { load = pem pkcs1 x509 revocation constraints pubkey openssl random vici }
N
        mkdir $side.etc
        cat > $side.etc/swanctl.conf <<N
connections { peer { version = 2 ; local_addrs = $mine ; remote_addrs = $peer
 local { auth = psk
 id = $mine }
 remote { auth = psk
 id = $peer }
 children { net { esp_proposals = aes128gcm128-x25519 } } } }
secrets { ike-1 { secret = "secret" } }
N
        sed -i 's/ ; /\n/g' $side.etc/swanctl.conf
    done
    serve env STRONGSWAN_CONF=$work/server.conf /usr/lib/ipsec/charon
    beside env STRONGSWAN_CONF=$work/client.conf unshare --mount sh -c "mkdir -p /run/other; mount -t tmpfs x /run; exec /usr/lib/ipsec/charon"
    sleep 2
    on_server swanctl --load-all --file $work/server.etc/swanctl.conf --uri unix://$work/server.run/vici
    on_client swanctl --load-all --file $work/client.etc/swanctl.conf --uri unix://$work/client.run/vici
}
dialogue() {
    on_client timeout 6 swanctl --initiate --child net --uri unix://$work/client.run/vici
    on_client timeout 4 swanctl --terminate --ike peer --uri unix://$work/client.run/vici
    true
}
