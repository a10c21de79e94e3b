# packages: munin-node netcat-openbsd
# munin-node: version, list, a value, as its master asks.
capture="tcp port 4949"
label tcp 4949 munin
prepare() {
    mkdir -p /etc/munin/plugins /var/log/munin /var/lib/munin-node/plugin-state /run/munin; rm -f /etc/munin/plugins/*; ln -s /usr/share/munin/plugins/load /etc/munin/plugins/load
    printf 'host %s\nport 4949\nallow ^.*$\nuser root\ngroup root\nsetsid 0\nbackground 0\nlog_file %s/munin.log\npid_file %s/pid\nhost_name server.example\n' $S4 $work $work > munin.conf
    serve munin-node --config $work/munin.conf
    listening tcp 4949
}
dialogue() { say 0.3 'cap multigraph' 'version' 'list' 'config load' 'fetch load' 'quit' | on_client nc -q 1 $S4 4949; }
