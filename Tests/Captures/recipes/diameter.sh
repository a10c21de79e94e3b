# packages: freediameter freediameterd openssl
# freeDiameter: two peers that exchange capabilities and watchdogs, without TLS, over TCP.
capture="tcp port 3868"
label tcp 3868 diameter-base
prepare() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=authority -keyout ca.key -out all.pem 2> /dev/null
    for side in client server; do
        openssl req -newkey rsa:2048 -nodes -subj /CN=$side.example.test -keyout $side.key -out $side.csr 2> /dev/null
        openssl x509 -req -days 30 -in $side.csr -CA all.pem -CAkey ca.key -CAcreateserial -out $side.pem 2> /dev/null
    done
    for side in client server; do
        [ $side = client ] && { other=server; peer=$S4; mine=$C4; } || { other=client; peer=$C4; mine=$S4; }
        printf 'Identity = "%s.example.test";\nRealm = "example.test";\nPort = 3868;\nSecPort = 0;\nNo_SCTP;\nNo_IPv6;\nTwTimer = 6;\nListenOn = "%s";\nTLS_Cred = "%s/%s.pem", "%s/%s.key";\nTLS_CA = "%s/all.pem";\nConnectPeer = "%s.example.test" { ConnectTo = "%s"; No_TLS; Port = 3868; };\n' $side $mine $work $side $work $side $work $other $peer > $side.conf
    done
    serve freeDiameterd -c $work/server.conf
    listening tcp 3868
}
dialogue() { on_client timeout 9 freeDiameterd -c $work/client.conf; true; }
