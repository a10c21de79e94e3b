# packages: keepalived
# VRRP of keepalived, versions 2 and 3.
capture="proto 112"
label vrrp '*' vrrp
prepare() {
    printf 'global_defs {\n vrrp_version %s\n}\nvrrp_instance one {\n interface wire0\n virtual_router_id 5\n priority 100\n advert_int 1\n virtual_ipaddress {\n 192.0.2.99\n }\n}\n' 2 > two.conf
    sed 's/vrrp_version 2/vrrp_version 3/' two.conf > three.conf
}
dialogue() {
    on_server timeout 5 keepalived -n -l -P -f $work/two.conf -p $work/pid -r $work/vrrp
    on_server timeout 5 keepalived -n -l -P -f $work/three.conf -p $work/pid -r $work/vrrp
    true
}
