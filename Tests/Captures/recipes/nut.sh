# packages: nut-server nut-client
# Network UPS Tools: a list of supplies and a value. No application of the catalogue: nothing may take it for another.
capture="tcp port 3493"
label tcp 3493 unknown
prepare() {
    mkdir -p /run/nut; chmod 777 /run/nut
    printf 'maxstartdelay=1\nuser=root\n[ups]\ndriver = dummy-ups\nport = ups.dev\ndesc = Example\n' > /etc/nut/ups.conf
    printf 'ups.status: OL\nbattery.charge: 90\n' > /etc/nut/ups.dev
    printf 'LISTEN %s 3493\n' $S4 > /etc/nut/upsd.conf; : > /etc/nut/upsd.users; echo MODE=netserver > /etc/nut/nut.conf
    serve /lib/nut/dummy-ups -u root -a ups -D
    sleep 1
    serve upsd -u root -F
    listening tcp 3493
}
dialogue() { on_client upsc -L $S4; on_client upsc ups@$S4; on_client upsc ups@$S4 none; true; }
