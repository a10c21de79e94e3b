# packages: chrony ntpsec-ntpdate
# chrony as a server, asked by chrony itself and by ntpdate.
capture="udp port 123"
label udp 123 ntp
prepare() {
    printf 'local stratum 8\nallow all\ncmdport 0\npidfile %s/server.pid\ndriftfile %s/drift\n' $work $work > server.conf
    serve chronyd -x -d -u root -f $work/server.conf
    listening udp 123
}
dialogue() {
    printf 'server %s iburst\nserver %s iburst\ncmdport 0\nport 0\npidfile %s/client.pid\n' $S4 $S6 $work > client.conf
    on_client timeout 6 chronyd -x -d -u root -Q -t 5 -f $work/client.conf
    on_client timeout 8 ntpdate -q $S4
    true
}
