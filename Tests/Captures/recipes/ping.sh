# packages: iputils-ping
# Echo requests of both address families, with and without an answer.
capture="icmp or (icmp6 and ip6[40] >= 128 and ip6[40] <= 129)"
label icmp '*' ping
label icmpv6 '*' ping
dialogue() {
    on_client ping -c 2 -i 0.3 $S4
    on_client ping -c 2 -i 0.3 $S6
    on_client ping -c 2 -i 0.3 -s 1200 $S4
    true
}
