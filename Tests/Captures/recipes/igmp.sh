# IGMP version 3 of the kernel: groups that are joined and left.
capture="igmp"
label igmp '*' igmp
dialogue() {
    on_client $PYTHON -c "
import socket, struct, time
for group in ('239.1.2.3', '239.1.2.4'):
    member = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    member.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(group) + socket.inet_aton('$C4')); time.sleep(0.5); member.close()
time.sleep(1)"
}
