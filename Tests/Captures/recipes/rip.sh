# packages: bird2
# RIP of BIRD at both ends.
capture="udp port 520 or udp port 521"
label udp 520 rip
label udp 521 ripng
prepare() {
    for side in client server; do
        [ $side = client ] && { mine=$C4; peer=$S4; id=1; } || { mine=$S4; peer=$C4; id=2; }
        cat > $side.conf <<N
router id 10.0.0.$id;
protocol device {}
protocol static { ipv4; route 198.51.100.0/24 blackhole; }
protocol rip { ipv4 { import all; export all; }; interface "wire0" { update time 2; }; }
protocol rip ng { ipv6 { import all; export all; }; interface "wire0" { update time 2; }; }
N
    done
}
dialogue() {
    on_server timeout 8 bird -f -c server.conf -s $work/server.ctl &
    on_client timeout 7 bird -f -c client.conf -s $work/client.ctl
    wait $!; true
}
