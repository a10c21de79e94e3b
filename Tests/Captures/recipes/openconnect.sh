# packages: ocserv openconnect openssl
# ocserv, asked by openconnect with a wrong password: TLS to a firewall.
capture="port 4443"
label tcp 4443 ssl
prepare() {
    certificate
    printf 'auth = "plain[passwd=%s/users]"\nlisten-host = %s\ntcp-port = 4443\nrun-as-user = nobody\nrun-as-group = nogroup\nsocket-file = %s/socket\nserver-cert = %s/cert.pem\nserver-key = %s/key.pem\nisolate-workers = false\ndevice = vpns\nipv4-network = 10.4.0.0/24\n' $work $S4 $work $work $work > ocserv.conf
    printf 'user:*:$5$abc$x\n' > users; chmod 777 $work; chmod 644 users
    serve ocserv -f -c $work/ocserv.conf
    listening tcp 4443
}
dialogue() { echo wrong | on_client timeout 6 openconnect --non-inter --passwd-on-stdin -u user --servercert pin-sha256:AAAA https://$S4:4443/; true; }
