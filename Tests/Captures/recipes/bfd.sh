# packages: bird2
# BFD of BIRD at both ends.
capture="udp port 3784"
label udp 3784 bfd
prepare() {
    for side in client server; do
        [ $side = client ] && { mine=$C4; peer=$S4; id=1; } || { mine=$S4; peer=$C4; id=2; }
        cat > $side.conf <<N
router id 10.0.0.$id;
protocol device {}
protocol bfd { interface "wire0" { interval 300 ms; }; neighbor $peer dev "wire0" local $mine; }
N
    done
}
dialogue() {
    on_server timeout 8 bird -f -c server.conf -s $work/server.ctl &
    on_client timeout 7 bird -f -c client.conf -s $work/client.ctl
    wait $!; true
}
