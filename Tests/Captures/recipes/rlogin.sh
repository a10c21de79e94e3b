# packages: rsh-redone-server rsh-redone-client openbsd-inetd
# rlogin and rsh of rsh-redone: attempts that are refused for want of an entry in .rhosts.
capture="tcp port 513 or tcp port 514"
label tcp 513 rlogin
label tcp 514 rsh
prepare() {
    printf '513 stream tcp nowait root /usr/sbin/in.rlogind in.rlogind\n514 stream tcp nowait root /usr/sbin/in.rshd in.rshd\n' > inetd.conf
    serve inetd -i $work/inetd.conf
    listening tcp 513
}
dialogue() {
    on_client timeout 3 rsh-redone-rsh -l root $S4 echo hello
    say 1 x | on_client timeout 3 rsh-redone-rlogin -l root $S4
    true
}
