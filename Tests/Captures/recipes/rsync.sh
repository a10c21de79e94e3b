# packages: rsync
# rsync's own daemon: a list of modules, a folder.
capture="tcp port 873"
label tcp 873 rsync
prepare() {
    mkdir files; seq 50 > files/a
    printf 'use chroot = no\n[files]\npath = %s/files\n' $work > rsyncd.conf
    serve rsync --daemon --no-detach --config=$work/rsyncd.conf
    listening tcp 873
}
dialogue() {
    on_client rsync rsync://$S4/
    on_client rsync -a rsync://$S4/files/ $work/copy
    on_client rsync -a "rsync://[$S6]/none/" $work/copy
    true
}
