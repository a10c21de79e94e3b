# packages: iproute2 iputils-ping
# VXLAN of the kernel.
capture="udp port 4789"
label udp 4789 vxlan
prepare() {
    ip -n server link add tunnel type vxlan id 42 remote $C4 dstport 4789 dev wire0
    ip -n client link add tunnel type vxlan id 42 remote $S4 dstport 4789 dev wire0
    ip -n server address add 10.5.0.2/24 dev tunnel; ip -n client address add 10.5.0.1/24 dev tunnel
    ip -n server link set tunnel up; ip -n client link set tunnel up
}
dialogue() { on_client ping -c 3 -i 0.3 10.5.0.2; }
