# packages: nghttp2-client nghttp2-server
# HTTP/2 in clear text: with prior knowledge, and by Upgrade from HTTP/1.1.
capture="tcp port 8080"
label tcp 8080 web-browsing
prepare() {
    mkdir -p www; echo hello > www/index.html
    serve nghttpd --no-tls -d $work/www 8080
    listening tcp 8080
}
dialogue() {
    on_client nghttp http://www.example.test:8080/index.html
    on_client nghttp -u http://www.example.test:8080/index.html
}
