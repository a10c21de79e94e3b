# packages: tor
# tor: a client that speaks to a relay of a network of one.
capture="tcp port 9001"
label tcp 9001 tor ssl
prepare() {
    mkdir -m 700 relay client
    printf 'DataDirectory %s/relay\nORPort %s:9001\nSocksPort 0\nNickname relay\nAssumeReachable 1\nExitRelay 0\nPublishServerDescriptor 0\nTestingTorNetwork 1\nDirAuthority example orport=9001 v3ident=0000000000000000000000000000000000000001 %s:9030 0000000000000000000000000000000000000002\n' $work $S4 $S4 > relay.conf
    serve tor -f relay.conf
    listening tcp 9001
    for tries in $(seq 30); do [ -s relay/fingerprint ] && break; sleep 0.2; done
    finger=$(cut -d' ' -f2 relay/fingerprint)
    printf 'DataDirectory %s/client\nSocksPort 127.0.0.1:9050\nTestingTorNetwork 1\nUseBridges 1\nBridge %s:9001 %s\nDirAuthority example orport=9001 v3ident=0000000000000000000000000000000000000001 %s:9030 0000000000000000000000000000000000000002\n' $work $S4 $finger $S4 > client.conf
}
dialogue() { on_client timeout 5 tor -f client.conf; true; }
