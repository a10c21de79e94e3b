# packages: softflowd
# softflowd: NetFlow versions 5 and 9, IPFIX, each with a few flows.
capture="udp port 2055 or udp port 2056 or udp port 2057"
label udp 2055 netflow
label udp 2056 netflow
label udp 2057 netflow
prepare() { on_server $PYTHON -m http.server 8080 > /dev/null 2>&1 & listening tcp 8080; }
dialogue() {
    local port=2055
    cp "$here/http-nginx.pcap" flows.pcap
    for version in 5 9 10; do
        on_client timeout 5 softflowd -d -r $work/flows.pcap -n $S4:$port -v $version -p $work/pid -c $work/ctl
        port=$((port + 1))
    done
    true
}
