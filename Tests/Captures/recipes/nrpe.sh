# packages: nagios-nrpe-server nagios-nrpe-plugin
# NRPE without encryption (no application of the catalogue: nothing may take it for another) and with TLS.
capture="tcp port 5666 or tcp port 5667"
label tcp 5666 unknown
label tcp 5667 ssl
prepare() {
    for port in 5666 5667; do printf 'server_port=%s\nserver_address=%s\nnrpe_user=nobody\nnrpe_group=nogroup\nallowed_hosts=%s\ncommand[hello]=/bin/echo hello\npid_file=%s/nrpe%s.pid\n' $port $S4 $C4 $work $port > nrpe$port.cfg; done
    serve nrpe -n -f -c $work/nrpe5666.cfg
    serve nrpe -f -c $work/nrpe5667.cfg
    listening tcp 5666; listening tcp 5667
}
dialogue() {
    for version in 2 3 4; do on_client /usr/lib/nagios/plugins/check_nrpe -n -$version -H $S4 -p 5666 -c hello; done
    on_client /usr/lib/nagios/plugins/check_nrpe -H $S4 -p 5667 -c hello
    true
}
