# packages: miniupnpc minidlna
# SSDP: MiniDLNA announces itself and answers the search of miniupnpc's client.
capture="udp port 1900"
label udp 1900 ssdp
label udp '*' ssdp
prepare() {
    mkdir media db; printf 'port=8200\nnetwork_interface=wire0\nmedia_dir=%s/media\ndb_dir=%s/db\nlog_dir=%s\nminissdpdsocket=%s/none\n' $work $work $work $work > minidlna.conf
    true
}
dialogue() {
    serve minidlnad -S -f $work/minidlna.conf -P $work/pid
    sleep 3
    on_client timeout 5 upnpc -m wire0 -l
    true
}
