# packages: freeradius freeradius-utils
# FreeRADIUS: requests with a right and a wrong password, accounting, a status.
capture="udp port 1812 or udp port 1813"
label udp 1812 radius
label udp 1813 radius
prepare() {
    mkdir raddb; cp -r /etc/freeradius/*/. raddb/
    printf 'client all {\n ipaddr = 0.0.0.0/0\n secret = testing123\n}\n' > raddb/clients.conf
    printf 'user Cleartext-Password := "secret"\n Reply-Message := "hello"\n' > raddb/mods-config/files/authorize
    sed -i 's/^\s*user = .*/user = root/; s/^\s*group = .*/group = root/' raddb/radiusd.conf
    mkdir -p /run/freeradius /var/log/freeradius
    serve freeradius -f -d $work/raddb -l stdout
    listening udp 1812
}
dialogue() {
    on_client radtest user secret $S4 0 testing123
    on_client radtest user wrong $S4 0 testing123
    printf 'User-Name=user,Acct-Status-Type=Start,Acct-Session-Id=1,NAS-IP-Address=192.0.2.10\n' | on_client radclient $S4:1813 acct testing123
    true
}
