# packages: pmacct iputils-ping
# pmacct's probe: NetFlow version 9 and IPFIX of some pings.
capture="udp port 2055 or udp port 2056"
label udp 2055 netflow
label udp 2056 netflow
prepare() {
    printf 'daemonize: false\npcap_interface: wire0\npcap_filter: icmp or icmp6\npidfile: %s/pid\nplugins: nfprobe[one], nfprobe[two]\nnfprobe_receiver[one]: %s:2055\nnfprobe_version[one]: 9\nnfprobe_receiver[two]: %s:2056\nnfprobe_version[two]: 10\nnfprobe_timeouts: tcp=1:maxlife=2:general=1:expint=1:icmp=1:udp=1\n' $work $S4 $S4 > probe.conf
    beside pmacctd -f $work/probe.conf
    sleep 2
}
dialogue() { for round in 1 2 3 4; do on_client ping -c 2 -i 0.3 $S4 > /dev/null; on_client ping -c 1 $S6 > /dev/null; sleep 1.5; done; }
