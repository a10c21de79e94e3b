# packages: nginx-light curl
# HTTP/1.1 of nginx and curl: a page, a redirection, an error, a connection that is kept, both address families.
capture="tcp port 80"
label tcp 80 web-browsing
prepare() {
    mkdir -p www; echo '<html><body>hello</body></html>' > www/index.html; chmod -R a+rX www
    cat > nginx.conf <<N
daemon off; error_log stderr; pid $work/nginx.pid; user root;
events {}
http { access_log off; server { listen 80; listen [::]:80; root $work/www; location /old { return 301 /index.html; } } }
N
    serve nginx -c $work/nginx.conf
    listening tcp 80
}
dialogue() {
    on_client curl -sS http://www.example.test/ http://www.example.test/none http://www.example.test/old
    on_client curl -sS -g "http://[$S6]/" -X POST -d name=value
    on_client curl -sS -0 http://$S4/
}
