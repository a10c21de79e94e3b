# packages: freediameter freediameterd openssl
# freeDiameter: two peers that exchange capabilities and watchdogs, without TLS, over TCP.
capture="tcp port 3868"
label tcp 3868 diameter-base
prepare() {
    certificate server.example.test; cp cert.pem server.pem; cp key.pem server.key
    certificate client.example.test; cp cert.pem client.pem; cp key.pem client.key
    cat server.pem client.pem > all.pem
    for side in client server; do
        [ $side = client ] && { other=server; peer=$S4; mine=$C4; } || { other=client; peer=$C4; mine=$S4; }
        printf 'Identity = "%s.example.test";\nRealm = "example.test";\nPort = 3868;\nSecPort = 0;\nNo_SCTP;\nNo_IPv6;\nTwTimer = 6;\nListenOn = "%s";\nTLS_Cred = "%s/%s.pem", "%s/%s.key";\nTLS_CA = "%s/all.pem";\nConnectPeer = "%s.example.test" { ConnectTo = "%s"; No_TLS; Port = 3868; };\n' $side $mine $work $side $work $side $work $other $peer > $side.conf
    done
    serve freeDiameterd -c $work/server.conf
    listening tcp 3868
}
dialogue() { on_client timeout 9 freeDiameterd -c $work/client.conf; true; }
