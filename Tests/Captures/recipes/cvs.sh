# packages: cvs openbsd-inetd
# CVS by pserver: a login without password, a listing.
capture="tcp port 2401"
label tcp 2401 cvs
prepare() {
    cvs -d $work/repository init
    echo 'anonymous::root' > repository/CVSROOT/passwd
    echo "2401 stream tcp nowait root /usr/bin/cvs cvs -f --allow-root=$work/repository pserver" > inetd.conf
    serve inetd -i $work/inetd.conf
    listening tcp 2401
}
dialogue() {
    on_client cvs -d :pserver:anonymous@$S4:$work/repository login
    on_client cvs -d :pserver:anonymous@$S4:$work/repository checkout CVSROOT
    true
}
