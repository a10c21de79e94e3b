# packages: pptpd pptp-linux ppp
# PPTP: the control connection, and GRE with PPP inside.
capture="tcp port 1723 or proto gre"
label tcp 1723 pptp
label gre '*' gre
prepare() {
    [ -e /dev/ppp ] || mknod /dev/ppp c 108 0
    printf 'option %s/options\nlocalip 10.6.0.1\nremoteip 10.6.0.10-20\nlisten %s\n' $work $S4 > pptpd.conf
    printf 'noauth\n' > options
    serve pptpd -f -c $work/pptpd.conf
    listening tcp 1723
}
dialogue() { on_client timeout 5 pptp $S4 --nolaunchpppd <> silence | head -c 2000 > /dev/null; true; }
