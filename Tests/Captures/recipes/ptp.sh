# packages: linuxptp
# PTP of linuxptp over IPv4: announcements, a clock that follows. Multicast: both ends have both ports.
capture="udp port 319 or udp port 320"
label udp 319 ptp
label udp 320 ptp
dialogue() {
    on_server timeout 9 ptp4l -S -4 -m -i wire0 --free_running=1 --priority1=10 --uds_address=$work/server.uds > server.log 2>&1 &
    on_client timeout 8 ptp4l -S -4 -m -s -i wire0 --free_running=1 --uds_address=$work/client.uds
    wait $!; true
}
