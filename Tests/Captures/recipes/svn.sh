# packages: subversion
# svnserve: a checkout and a log.
capture="tcp port 3690"
label tcp 3690 subversion-base
prepare() {
    svnadmin create $work/repository
    serve svnserve -d --foreground -r $work
    listening tcp 3690
}
dialogue() {
    on_client svn --non-interactive checkout svn://$S4/repository copy
    on_client svn --non-interactive info svn://$S4/none
    true
}
