# packages: frr
# PIM of FRRouting at both ends.
capture="proto 103"
label pim '*' pim
prepare() {
    sed -i '/^frrvty:/s/$/,root/; s/:,/:/' /etc/group
    for side in client server; do
        [ $side = client ] && mine=$C4 || mine=$S4
        mkdir -m 777 $side; printf 'interface wire0\n ip pim\n ip pim hello 2\n' $mine $mine > $side.conf; : > empty.conf
        on_$side /usr/lib/frr/zebra -d -f $work/empty.conf -i $work/$side/zebra.pid -z $work/$side/zserv --vty_socket $work/$side -u root -g root --log file:$work/$side/zebra.log
    done
    sleep 1
}
dialogue() {
    on_server timeout 12 /usr/lib/frr/pimd -f $work/server.conf -i $work/server/pid -z $work/server/zserv --vty_socket $work/server -u root -g root --log stdout &
    on_client timeout 11 /usr/lib/frr/pimd -f $work/client.conf -i $work/client/pid -z $work/client/zserv --vty_socket $work/client -u root -g root --log stdout
    wait $!; true
}
