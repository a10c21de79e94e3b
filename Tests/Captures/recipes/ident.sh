# packages: oidentd netcat-openbsd
# oidentd: no application of the catalogue, nothing may take it for another.
capture="tcp port 113"
label tcp 113 unknown
prepare() {
    serve oidentd -i -S -u root -a 0.0.0.0
    on_server $PYTHON -m http.server 8080 > /dev/null 2>&1 &
    listening tcp 113; listening tcp 8080
}
dialogue() {
    on_client nc $S4 8080 <> silence & sleep 0.3
    printf '8080, 40000\r\n' | on_client nc -q 1 $S4 113
    printf '1, 2\r\n' | on_client nc -q 1 $S4 113
}
