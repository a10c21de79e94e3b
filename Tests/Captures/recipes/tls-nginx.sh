# packages: nginx-light curl openssl
# TLS 1.2 and 1.3 of nginx with HTTP/1.1 and HTTP/2 inside.
capture="tcp port 443"
label tcp 443 ssl
prepare() {
    certificate www.example.test
    mkdir -p www; echo '<html><body>hello</body></html>' > www/index.html; chmod -R a+rX www
    cat > nginx.conf <<N
daemon off; error_log stderr; pid $work/nginx.pid; user root;
events {}
http { access_log off; ssl_certificate $work/cert.pem; ssl_certificate_key $work/key.pem; ssl_protocols TLSv1.2 TLSv1.3;
server { listen 443 ssl http2; listen [::]:443 ssl http2; root $work/www; } }
N
    serve nginx -c $work/nginx.conf
    listening tcp 443
}
dialogue() {
    on_client curl -sSk --tls-max 1.2 --http1.1 https://www.example.test/
    on_client curl -sSk --tls-max 1.2 https://$S4/
    on_client curl -sSk --tlsv1.3 https://www.example.test/
    on_client curl -sSkg --tlsv1.3 --http1.1 "https://[$S6]/"
}
