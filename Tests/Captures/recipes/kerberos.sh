# packages: krb5-kdc krb5-user krb5-admin-server
# MIT Kerberos over UDP and TCP: tickets, one that needs a password first, a service ticket, a principal nobody knows.
capture="port 88"
label udp 88 kerberos
label tcp 88 kerberos
prepare() {
    cat > krb5.conf <<N
[libdefaults]
default_realm = EXAMPLE.TEST
dns_lookup_kdc = false
udp_preference_limit = 1
[realms]
EXAMPLE.TEST = {
kdc = $S4
}
N
    sed 's/udp_preference_limit = 1/udp_preference_limit = 4000/' krb5.conf > krb5-udp.conf
    cat > kdc.conf <<N
[kdcdefaults]
kdc_ports = 88
kdc_tcp_ports = 88
[realms]
EXAMPLE.TEST = {
database_name = $work/principal
key_stash_file = $work/stash
default_principal_flags = +preauth
}
N
    export KRB5_CONFIG=$work/krb5.conf KRB5_KDC_PROFILE=$work/kdc.conf KRB5CCNAME=$work/cache
    kdb5_util create -s -P master -r EXAMPLE.TEST
    kadmin.local -q 'addprinc -pw secret host/server'; kadmin.local -q 'addprinc -pw secret user'
    serve krb5kdc -n
    listening tcp 88
}
dialogue() {
    for file in krb5.conf krb5-udp.conf; do
        export KRB5_CONFIG=$work/$file
        echo secret | on_client kinit user
        on_client kvno host/server
        echo secret | on_client kinit nobody
    done
    true
}
