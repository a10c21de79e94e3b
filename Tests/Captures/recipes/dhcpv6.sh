# packages: dnsmasq-base isc-dhcp-client
# DHCPv6 of dnsmasq and ISC dhclient.
capture="udp port 546 or udp port 547"
label udp 547 dhcpv6
label udp 546 dhcpv6
prepare() {
    serve dnsmasq -k -R -h -C /dev/null --port=0 --pid-file= --user=root --dhcp-leasefile=$work/leases --dhcp-range=2001:db8:5::100,2001:db8:5::110,64,1h
    listening udp 547
}
dialogue() {
    on_client timeout 12 dhclient -6 -1 -v -sf /bin/true -lf $work/dhclient.leases -pf $work/dhclient.pid wire0
    on_client timeout 8 dhclient -6 -r -v -sf /bin/true -lf $work/dhclient.leases -pf $work/dhclient.pid wire0
    true
}
