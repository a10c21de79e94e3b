# packages: rpcbind nfs-common
# rpcbind: its null procedure and its list, over UDP and TCP.
capture="port 111"
label udp 111 portmapper
label tcp 111 portmapper
prepare() {
    serve rpcbind -f -w
    listening tcp 111
}
dialogue() {
    on_client rpcinfo -p $S4
    on_client rpcinfo $S4
    on_client rpcinfo -u $S4 100000
    on_client rpcinfo -T tcp6 $S6 100000
    true
}
