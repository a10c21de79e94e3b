# packages: apache2-bin curl
# Apache httpd: a listing, WebDAV-free methods, an upload that is refused, a page in chunks.
capture="tcp port 80"
label tcp 80 web-browsing
prepare() {
    mkdir -p www; echo hello > www/a.txt; chmod -R a+rX www
    modules=/usr/lib/apache2/modules
    cat > httpd.conf <<N
ServerRoot $work
PidFile $work/httpd.pid
ServerName www.example.test
Listen 80
ErrorLog $work/error.log
LoadModule mpm_event_module $modules/mod_mpm_event.so
LoadModule authz_core_module $modules/mod_authz_core.so
LoadModule autoindex_module $modules/mod_autoindex.so
LoadModule mime_module $modules/mod_mime.so
TypesConfig /etc/mime.types
User nobody
Group nogroup
DocumentRoot $work/www
<Directory $work/www>
Options Indexes
Require all granted
</Directory>
N
    touch /etc/mime.types
    serve apache2 -f $work/httpd.conf -DFOREGROUND
    listening tcp 80
}
dialogue() {
    on_client curl -sS http://www.example.test/ http://www.example.test/a.txt
    on_client curl -sS -g -I "http://[$S6]/a.txt"
    on_client curl -sS -X OPTIONS http://www.example.test/a.txt
}
