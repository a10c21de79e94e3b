# packages: nginx-light libnginx-mod-rtmp ffmpeg rtmpdump
# RTMP: nginx, a film that ffmpeg sends, a look at it by rtmpdump.
capture="tcp port 1935"
label tcp 1935 rtmp
prepare() {
    printf 'load_module modules/ngx_rtmp_module.so;\ndaemon off; error_log stderr; pid %s/nginx.pid; user root;\nevents {}\nrtmp { server { listen 1935; application live { live on; } } }\n' $work > nginx.conf
    mkdir -p /var/log/nginx
    serve nginx -c $work/nginx.conf
    listening tcp 1935
}
dialogue() {
    beside timeout 6 ffmpeg -nostdin -re -f lavfi -i testsrc=size=64x48:rate=2 -t 5 -c:v flv1 -f flv rtmp://$S4/live/film
    sleep 2
    on_client timeout 3 rtmpdump -q -v -r rtmp://$S4/live/film -o /dev/null -B 1
    true
}
