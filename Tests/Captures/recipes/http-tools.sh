# packages: lighttpd busybox wget aria2
# Web servers of lighttpd, BusyBox and Python; wget, aria2, BusyBox and Python as clients.
capture="tcp port 80 or tcp port 81 or tcp port 82"
label tcp 80 web-browsing
label tcp 81 web-browsing
label tcp 82 web-browsing
prepare() {
    mkdir www; echo hello > www/a.txt; chmod -R a+rX www
    printf 'server.document-root = "%s/www"\nserver.port = 80\nserver.bind = "%s"\n' $work $S4 > lighttpd.conf
    serve lighttpd -D -f $work/lighttpd.conf
    serve busybox httpd -f -p $S4:81 -h $work/www
    serve $PYTHON -m http.server 82 --bind $S4 --directory $work/www
    listening tcp 80; listening tcp 81; listening tcp 82
}
dialogue() {
    on_client wget -q -O /dev/null http://$S4/a.txt
    on_client aria2c -q -d $work/down http://$S4/a.txt
    on_client busybox wget -q -O /dev/null http://$S4:81/a.txt
    on_client $PYTHON -c "import urllib.request; print(urllib.request.urlopen('http://$S4:82/a.txt').read())"
}
