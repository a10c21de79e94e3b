# packages: snmpd snmp
# Net-SNMP, version 2c: single values, a walk, a value that is not there.
capture="udp port 161"
label udp 161 snmpv2 snmp-base
prepare() {
    printf 'rocommunity public\nrocommunity6 public\ncreateUser reader SHA secret-secret AES secret-secret\nrouser reader\n' > snmpd.conf
    serve snmpd -f -Lo -C -c $work/snmpd.conf udp:161,udp6:161
    listening udp 161
}
dialogue() {
    on_client snmpget -v2c -c public $S4 1.3.6.1.2.1.1.1.0 1.3.6.1.2.1.1.5.0
    on_client snmpwalk -v2c -c public udp6:[$S6] 1.3.6.1.2.1.1
    on_client snmpget -v2c -c public $S4 1.3.6.1.9.9.9
    true
}
