# packages: rsh-redone-server rsh-redone-client openbsd-inetd
# rsh of rsh-redone: an attempt that is refused for want of an entry in .rhosts.
capture="tcp port 514"
label tcp 514 rsh
prepare() {
    echo '514 stream tcp nowait root /usr/sbin/in.rshd in.rshd' > inetd.conf
    serve inetd -i $work/inetd.conf
    listening tcp 514
}
dialogue() { on_client timeout 3 rsh-redone-rsh -l root $S4 echo hello; true; }
