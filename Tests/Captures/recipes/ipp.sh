# packages: cups-daemon cups-client
# IPP: CUPS asked for its printers, and for one that it does not have.
capture="tcp port 8631"
label tcp 8631 ipp web-browsing
prepare() {
    mkdir -p /run/cups /var/spool/cups /var/cache/cups logs
    printf 'Listen %s:8631\nBrowsing Off\nWebInterface No\nLogLevel warn\n<Location />\nOrder allow,deny\nAllow all\n</Location>\n' $S4 > cupsd.conf
    printf 'AccessLog %s/logs/access\nErrorLog %s/logs/error\nPageLog %s/logs/page\n' $work $work $work > cups-files.conf
    serve cupsd -f -c $work/cupsd.conf -s $work/cups-files.conf
    listening tcp 8631
}
dialogue() { on_client lpstat -h $S4:8631 -p -d; on_client lpstat -h $S4:8631 -o none; echo hello | on_client lp -h $S4:8631 -d none; true; }
