# packages: pmacct iputils-ping
# pmacct's probe: sFlow version 5 of some pings.
capture="udp port 2055 or udp port 2056"
label udp 2055 sflow
label udp 2056 sflow
prepare() {
    printf 'daemonize: false\npcap_interface: wire0\npcap_filter: icmp or icmp6\npidfile: %s/pid\nplugins: sfprobe[one], sfprobe[two]\nsfprobe_receiver[one]: %s:2055\nsfprobe_receiver[two]: %s:2056\nsampling_rate: 1\n' $work $S4 $S4 > probe.conf
    beside pmacctd -f $work/probe.conf
    sleep 2
}
dialogue() { for round in 1 2 3 4; do on_client ping -c 2 -i 0.3 $S4 > /dev/null; on_client ping -c 1 $S6 > /dev/null; sleep 1.5; done; }
