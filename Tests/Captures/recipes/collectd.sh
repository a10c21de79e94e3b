# packages: collectd-core
# collectd's own network protocol: values of the load and of memory.
capture="udp port 25826"
label udp 25826 collectd
dialogue() {
    printf 'Interval 1\nBaseDir "%s"\nPIDFile "%s/pid"\nLoadPlugin load\nLoadPlugin memory\nLoadPlugin network\n<Plugin network>\nServer "%s" "25826"\n</Plugin>\nFQDNLookup false\nHostname "client"\n' $work $work $S4 > collectd.conf
    on_server timeout 8 nc -u -l $S4 25826 > /dev/null &
    on_client timeout 7 collectd -f -C $work/collectd.conf
    true
}
