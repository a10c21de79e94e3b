# packages: dnsmasq-base bind9-dnsutils
# dnsmasq as a forwarder that knows some names, asked by dig and by the resolver of the C library.
capture="port 53"
label udp 53 dns
label tcp 53 dns
prepare() {
    serve dnsmasq -k -R -h -C /dev/null --pid-file= --user=root --address=/example.test/$S4 --address=/example.test/$S6 --txt-record=text.example.test,hello
    listening udp 53
}
dialogue() {
    on_client getent ahosts host.example.test
    on_client dig @$S4 text.example.test TXT
    on_client dig @$S4 +tcp text.example.test TXT
    on_client dig @$S4 version.bind CH TXT
}
