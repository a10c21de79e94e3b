# packages: bird2
# BGP of BIRD at both ends: a session with a route, over both address families.
capture="tcp port 179"
label tcp 179 bgp
prepare() {
    for side in client server; do
        [ $side = client ] && { mine=$C4; peer=$S4; mine6=$C6; peer6=$S6; as=64500; other=64501; id=1; } || { mine=$S4; peer=$C4; mine6=$S6; peer6=$C6; as=64501; other=64500; id=2; }
        cat > $side.conf <<N
router id 10.0.0.$id;
protocol device {}
protocol static { ipv4; route 198.51.100.0/24 blackhole; }
protocol bgp four { local $mine as $as; neighbor $peer as $other; connect delay time $id; ipv4 { import all; export all; }; }
protocol bgp six { local $mine6 as $as; neighbor $peer6 as $other; connect delay time $id; ipv6 { import all; export all; }; }
N
    done
}
dialogue() {
    on_server timeout 8 bird -f -c server.conf -s $work/server.ctl &
    on_client timeout 7 bird -f -c client.conf -s $work/client.ctl
    wait $!; true
}
