# packages: squid openssl curl
# Squid: CONNECT with TLS inside, and a request with an absolute URI.
capture="tcp port 3128"
label tcp 3128 http-proxy
prepare() {
    certificate www.example.test
    mkdir -p /run/squid /var/log/squid; chmod 777 /var/log/squid /run/squid
    cat > squid.conf <<N
http_port 3128
acl local src all
http_access allow local
cache_log $work/cache.log
access_log none
visible_hostname server.example
pid_filename none
cache_effective_user proxy
pinger_enable off
shutdown_lifetime 0 seconds
N
    chmod 777 $work
    chown -R proxy /var/log/squid /run/squid; touch cache.log; chmod 666 cache.log
    serve squid -N -d 1 -f $work/squid.conf
    serve openssl s_server -accept 4433 -cert $work/cert.pem -key $work/key.pem -www
    on_server $PYTHON -m http.server 8080 --directory $work > /dev/null 2>&1 &
    listening tcp 4433; listening tcp 8080; listening tcp 3128
}
dialogue() {
    on_client curl -sSk -x http://$S4:3128 https://server.example:4433/ -o /dev/null
    on_client curl -sSk -x http://$S4:3128 http://server.example:8080/cert.pem -o /dev/null
}
