# packages: leafnode openbsd-inetd netcat-openbsd
# leafnode: groups, a group that is not there.
capture="tcp port 119"
label tcp 119 nntp
prepare() {
    printf 'server = localhost\nexpire = 20\nhostname = server.example.test\n' > /etc/news/leafnode/config 2> /dev/null || { mkdir -p /etc/news/leafnode; printf 'server = localhost\nexpire = 20\nhostname = server.example.test\n' > /etc/news/leafnode/config; }
    mkdir -p /var/spool/news; chown news /var/spool/news
    echo '119 stream tcp nowait news /usr/sbin/leafnode leafnode' > inetd.conf
    serve inetd -i $work/inetd.conf
    listening tcp 119
}
dialogue() { say 0.4 'MODE READER\r' 'LIST\r' 'GROUP example.news\r' 'QUIT\r' | on_client nc -q 1 $S4 119; }
