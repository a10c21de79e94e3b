# packages: freeradius freeradius-utils
# RADIUS's dynamic authorization (RFC 5176): a disconnect request that FreeRADIUS answers.
capture="udp port 3799"
label udp 3799 radius-dynamic-authorization radius
prepare() {
    mkdir raddb; cp -r /etc/freeradius/*/. raddb/
    printf 'client all {\n ipaddr = 0.0.0.0/0\n secret = testing123\n}\n' > raddb/clients.conf
    printf 'server coa {\n listen {\n type = coa\n ipaddr = *\n port = 3799\n }\n recv-coa {\n ok\n }\n send-coa {\n ok\n }\n}\n' > raddb/sites-enabled/coa
    sed -i 's/^\s*user = .*/user = root/; s/^\s*group = .*/group = root/' raddb/radiusd.conf
    mkdir -p /run/freeradius /var/log/freeradius
    serve freeradius -f -d $work/raddb -l stdout
    listening udp 3799
}
dialogue() {
    echo 'User-Name=user,Acct-Session-Id=1' | on_client radclient -r 1 -t 2 $S4:3799 disconnect testing123
    echo 'User-Name=user,Acct-Session-Id=1' | on_client radclient -r 1 -t 2 $S4:3799 coa testing123
    true
}
