# packages: spawn-fcgi fcgiwrap libfcgi-bin
# FastCGI: fcgiwrap asked by cgi-fcgi.
capture="tcp port 9000"
label tcp 9000 fastcgi
prepare() {
    printf '#!/bin/sh\nprintf "Content-Type: text/plain\\r\\n\\r\\nhello\\n"\n' > script.cgi; chmod 755 script.cgi
    serve spawn-fcgi -n -a $S4 -p 9000 -- /usr/sbin/fcgiwrap
    listening tcp 9000
}
dialogue() { for round in 1 2; do on_client env REQUEST_METHOD=GET SCRIPT_FILENAME=$work/script.cgi cgi-fcgi -bind -connect $S4:9000; done; true; }
