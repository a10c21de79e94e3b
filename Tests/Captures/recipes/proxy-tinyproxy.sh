# packages: tinyproxy-bin nginx-light curl openssl
# tinyproxy: CONNECT with TLS inside, and a request with an absolute URI.
capture="tcp port 8888 and not src portrange 1-1023"
label tcp 8888 http-proxy
prepare() {
    certificate www.example.test
    cat > tinyproxy.conf <<N
Port 8888
Listen $S4
Timeout 60
MaxClients 10
N
    serve tinyproxy -d -c $work/tinyproxy.conf
    serve openssl s_server -accept 4433 -cert $work/cert.pem -key $work/key.pem -www
    listening tcp 8888; listening tcp 4433
    on_server $PYTHON -m http.server 8080 --directory $work > /dev/null 2>&1 &
    listening tcp 8080
    capture="tcp port 8888"
}
dialogue() {
    on_client curl -sSk -x http://$S4:8888 https://server.example:4433/ -o /dev/null
    on_client curl -sSk -x http://$S4:8888 http://server.example:8080/cert.pem -o /dev/null
}
