# packages: dante-server curl
# Dante: SOCKS 4, 4a and 5.
capture="tcp port 1080"
label tcp 1080 socks
prepare() {
    echo hello > index.html
    cat > danted.conf <<N
logoutput: stderr
internal: $S4 port = 1080
external: $S4
socksmethod: none
clientmethod: none
user.privileged: root
user.unprivileged: nobody
client pass { from: 0/0 to: 0/0 }
socks pass { from: 0/0 to: 0/0 }
N
    serve danted -f $work/danted.conf
    on_server $PYTHON -m http.server 8080 --bind $S4 --directory $work > /dev/null 2>&1 &
    listening tcp 1080; listening tcp 8080
}
dialogue() {
    on_client curl -sS -x socks4://$S4:1080 http://$S4:8080/index.html
    on_client curl -sS -x socks4a://user@$S4:1080 http://server.example:8080/index.html
    on_client curl -sS -x socks5://$S4:1080 http://$S4:8080/index.html
    on_client curl -sS -x socks5h://$S4:1080 http://none.example:8080/index.html
    true
}
