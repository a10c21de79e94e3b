# packages: bird2
# OSPF of BIRD at both ends.
capture="proto ospf"
label ospf '*' ospfigp
prepare() {
    for side in client server; do
        [ $side = client ] && { mine=$C4; peer=$S4; id=1; } || { mine=$S4; peer=$C4; id=2; }
        cat > $side.conf <<N
router id 10.0.0.$id;
protocol device {}
protocol ospf v2 four { ipv4 { import all; }; area 0 { interface "wire0" { hello 1; wait 2; }; }; }
N
    done
}
dialogue() {
    on_server timeout 8 bird -f -c server.conf -s $work/server.ctl &
    on_client timeout 7 bird -f -c client.conf -s $work/client.ctl
    wait $!; true
}
