# packages: tinc openssl
# tinc: its control connection by TCP and its packets by UDP.
capture="port 655"
label tcp 655 tinc
label udp 655 tinc
prepare() {
    mkdir -p /dev/net; [ -e /dev/net/tun ] || mknod /dev/net/tun c 10 200
    for side in client server; do
        mkdir -p $side/hosts; [ $side = client ] && other=server || other=client
        printf 'Name = %s\nDeviceType = dummy\nConnectTo = %s\nMode = switch\n' $side $other > $side/tinc.conf
        [ $side = server ] && sed -i /ConnectTo/d server/tinc.conf
        yes '' | tincd -c $work/$side -K 2048 > /dev/null 2>&1
    done
    echo "Address = $S4" >> server/hosts/server; echo "Address = $C4" >> client/hosts/client
    cp server/hosts/server client/hosts/; cp client/hosts/client server/hosts/
    serve tincd -D -d3 -c $work/server --pidfile=$work/server.pid
    listening tcp 655
}
dialogue() { on_client timeout 5 tincd -D -d3 -c $work/client --pidfile=$work/client.pid; true; }
