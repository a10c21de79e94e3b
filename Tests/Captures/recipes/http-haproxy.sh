# packages: haproxy curl
# HAProxy that speaks the PROXY protocol, versions 1 and 2, to the server behind it.
capture="tcp port 8081 or tcp port 8082"
sniffer=client
label tcp 8081 web-browsing
label tcp 8082 web-browsing
prepare() {
    cat > haproxy.cfg <<N
defaults
 mode http
 timeout connect 2s
 timeout client 2s
 timeout server 2s
frontend one
 bind $S4:80
 default_backend one
frontend two
 bind $S4:81
 default_backend two
backend one
 server behind $C4:8081 send-proxy
backend two
 server behind $C4:8082 send-proxy-v2
frontend answer
 bind $C4:8081 accept-proxy
 bind $C4:8082 accept-proxy
 http-request return status 200 content-type text/plain string hello
N
    sed '/frontend answer/,$d' haproxy.cfg > front.cfg
    { sed -n '1,5p' haproxy.cfg; sed -n '/frontend answer/,$p' haproxy.cfg; } > behind.cfg
    serve haproxy -f $work/front.cfg; beside haproxy -f $work/behind.cfg
    listening tcp 81; listening tcp 8082 client
}
dialogue() { on_client curl -sS http://$S4/ http://$S4:81/; }
