# packages: snmptrapd snmp
# Net-SNMP: traps and an inform.
capture="udp port 162"
label udp 162 snmp-trap snmp-base
prepare() {
    printf 'authCommunity log public\n' > trap.conf
    serve snmptrapd -f -Lo -C -c $work/trap.conf udp:162
    listening udp 162
}
dialogue() {
    on_client snmptrap -v1 -c public $S4 1.3.6.1.4.1.8072.2.3 $C4 6 1 100
    on_client snmptrap -v2c -c public $S4 100 1.3.6.1.6.3.1.1.5.3
    on_client snmpinform -v2c -c public $S4 100 1.3.6.1.6.3.1.1.5.3
    true
}
