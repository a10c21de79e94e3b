# packages: influxdb curl
# InfluxDB 1: its HTTP interface, and lines over UDP.
capture="tcp port 8086 or udp port 8089"
label tcp 8086 web-browsing
label udp 8089 unknown
prepare() {
    printf 'bind-address = "127.0.0.1:8088"\nreporting-disabled = true\n[meta]\n dir = "%s/meta"\n[data]\n dir = "%s/data"\n wal-dir = "%s/wal"\n[http]\n bind-address = "%s:8086"\n[[udp]]\n enabled = true\n bind-address = "%s:8089"\n database = "news"\n' $work $work $work $S4 $S4 > influx.conf
    serve influxd -config $work/influx.conf
    listening tcp 8086
}
dialogue() {
    on_client curl -sS -XPOST "http://$S4:8086/query" --data-urlencode "q=create database news"
    on_client curl -sS -XPOST "http://$S4:8086/write?db=news" --data-binary 'load,host=client value=1.5'
    on_client curl -sS -G "http://$S4:8086/query?db=news" --data-urlencode "q=select * from load"
    for value in 1 2 3; do printf 'load,host=client value=%s\n' $value | on_client nc -u -q 0 -p 8090 $S4 8089; done
}
