# packages: etcd-server etcd-client
# etcd: gRPC of its third interface, HTTP of the second.
capture="tcp port 2379"
label tcp 2379 web-browsing
prepare() { serve etcd --data-dir $work/data --listen-client-urls http://$S4:2379 --advertise-client-urls http://$S4:2379 --listen-peer-urls http://127.0.0.1:2380 --enable-v2; listening tcp 2379; sleep 1; }
dialogue() {
    on_client env ETCDCTL_API=3 etcdctl --endpoints http://$S4:2379 put name value
    on_client env ETCDCTL_API=2 etcdctl --endpoints http://$S4:2379 get none
    on_client curl -sS http://$S4:2379/version
    true
}
