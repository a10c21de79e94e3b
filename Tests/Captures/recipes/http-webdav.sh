# packages: apache2-bin cadaver
# WebDAV of Apache httpd and cadaver.
capture="tcp port 80"
label tcp 80 webdav web-browsing
prepare() {
    modules=/usr/lib/apache2/modules; mkdir -m 777 www lock; echo hello > www/a.txt
    printf 'ServerRoot %s\nPidFile %s/pid\nServerName www.example.test\nListen 80\nErrorLog %s/error.log\n' $work $work $work > httpd.conf
    for module in mpm_event authz_core dav dav_fs; do echo "LoadModule ${module}_module $modules/mod_$module.so"; done >> httpd.conf
    printf 'User nobody\nGroup nogroup\nDavLockDB %s/lock/db\nDocumentRoot %s/www\n<Directory %s/www>\nDav On\nRequire all granted\n</Directory>\n' $work $work $work >> httpd.conf
    serve apache2 -f $work/httpd.conf -DFOREGROUND
    listening tcp 80
}
dialogue() { printf 'ls\nput httpd.conf\nmkcol folder\nquit\n' | on_client cadaver http://www.example.test/; true; }
