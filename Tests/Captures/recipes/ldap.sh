# packages: slapd ldap-utils openssl
# OpenLDAP: a search without a name, a bind with one, StartTLS, both address families.
capture="tcp port 389"
label tcp 389 ldap
prepare() {
    certificate; mkdir data
    cat > slapd.conf <<N
include /etc/ldap/schema/core.schema
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCertificateFile $work/cert.pem
TLSCertificateKeyFile $work/key.pem
database mdb
suffix "dc=example,dc=test"
rootdn "cn=admin,dc=example,dc=test"
rootpw secret
directory $work/data
N
    serve slapd -d 0 -f $work/slapd.conf -h "ldap://"
    listening tcp 389
}
dialogue() {
    printf 'dn: dc=example,dc=test\nobjectClass: dcObject\nobjectClass: organization\ndc: example\no: Example\n' |
        on_client ldapadd -x -H ldap://$S4 -D cn=admin,dc=example,dc=test -w secret
    on_client ldapsearch -x -H ldap://$S4 -b '' -s base namingContexts
    on_client ldapsearch -x -H "ldap://[$S6]" -b dc=example,dc=test
    on_client env LDAPTLS_REQCERT=never ldapsearch -ZZ -x -H ldap://$S4 -b dc=example,dc=test
    on_client ldapwhoami -x -H ldap://$S4 -D cn=admin,dc=example,dc=test -w wrong
    true
}
