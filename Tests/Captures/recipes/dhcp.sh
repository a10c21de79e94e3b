# packages: dnsmasq-base udhcpc isc-dhcp-client
# DHCP of dnsmasq with BusyBox udhcpc and ISC dhclient: discover, offer, request, ack, release.
capture="udp port 67 or udp port 68"
label udp 67 dhcp
label udp 68 dhcp
prepare() {
    serve dnsmasq -k -R -h -C /dev/null --port=0 --pid-file= --user=root --dhcp-leasefile=$work/leases --dhcp-range=192.0.2.100,192.0.2.110,255.255.255.0,1h
    listening udp 67
}
dialogue() {
    on_client timeout 8 udhcpc -f -q -n -R -i wire0 -s /bin/true
    on_client timeout 8 dhclient -4 -1 -v -sf /bin/true -lf $work/dhclient.leases -pf $work/dhclient.pid wire0
    on_client timeout 8 dhclient -4 -r -v -sf /bin/true -lf $work/dhclient.leases -pf $work/dhclient.pid wire0
    true
}
