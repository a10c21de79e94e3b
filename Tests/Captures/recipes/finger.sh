# packages: efingerd finger openbsd-inetd
# finger: a user, everybody, nobody.
capture="tcp port 79"
label tcp 79 finger
prepare() {
    echo "79 stream tcp nowait root /usr/sbin/efingerd efingerd -n" > inetd.conf
    serve inetd -i $work/inetd.conf
    listening tcp 79
}
dialogue() { on_client finger root@$S4; on_client finger @$S4; on_client finger -l nobody-here@$S4; true; }
