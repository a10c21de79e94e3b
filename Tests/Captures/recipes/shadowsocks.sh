# packages: shadowsocks-libev curl
# Shadowsocks: nothing of it can be told from random bytes, and nothing may take it for another application.
capture="tcp port 8388"
label tcp 8388 unknown
prepare() {
    echo hello > index.html
    serve ss-server -s $S4 -p 8388 -k secret -m aes-256-gcm
    on_server $PYTHON -m http.server 8080 --bind $S4 --directory $work > /dev/null 2>&1 &
    beside ss-local -s $S4 -p 8388 -k secret -m aes-256-gcm -b 127.0.0.1 -l 1080
    listening tcp 8388; listening tcp 8080; listening tcp 1080 client
}
dialogue() { for round in 1 2 3; do on_client curl -sS -x socks5h://127.0.0.1:1080 http://$S4:8080/index.html; done; }
