# packages: memcached netcat-openbsd
# pip: python-binary-memcached
# memcached: the text protocol over TCP, the binary protocol.
capture="tcp port 11211"
label tcp 11211 memcached
prepare() {
    serve memcached -u nobody -l $S4 -p 11211
    listening tcp 11211
}
dialogue() {
    printf 'set key 0 60 5\r\nhello\r\nget key\r\nquit\r\n' | on_client nc -q 1 $S4 11211
    printf 'version\r\nstats\r\nquit\r\n' | on_client nc -q 1 $S4 11211
    on_client $PYTHON -c "
import bmemcached
client = bmemcached.Client(('$S4:11211',))
client.set('key', 'value'); print(client.get('key')); client.disconnect_all()"
}
