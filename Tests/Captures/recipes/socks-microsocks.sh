# packages: microsocks curl
# microsocks: SOCKS 5 without and with a password, by name and by address.
capture="tcp port 1080"
label tcp 1080 socks
prepare() {
    echo hello > index.html
    serve microsocks -1 -i $S4 -p 1080 -u user -P secret
    on_server $PYTHON -m http.server 8080 --bind $S4 --directory $work > /dev/null 2>&1 &
    listening tcp 1080; listening tcp 8080
}
dialogue() {
    on_client curl -sS -x socks5://user:secret@$S4:1080 http://$S4:8080/index.html
    on_client curl -sS -x socks5h://user:secret@$S4:1080 http://server.example:8080/index.html
    on_client curl -sS -x socks5h://user:wrong@$S4:1080 http://server.example:8080/index.html
    true
}
