# packages: inetutils-telnetd inetutils-telnet openbsd-inetd
# GNU inetutils: option negotiation and a login prompt.
capture="tcp port 23"
label tcp 23 telnet
prepare() {
    echo 'telnet stream tcp nowait root /usr/sbin/telnetd telnetd -h' > inetd.conf
    serve inetd -i $work/inetd.conf
    listening tcp 23
}
dialogue() { say 0.7 '' 'guest' '' | on_client telnet $S4; true; }
