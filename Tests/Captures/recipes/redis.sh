# packages: redis-server redis-tools
# Redis: commands as arrays and as lines, RESP 3, a subscription.
capture="tcp port 6379"
label tcp 6379 redis
prepare() {
    serve redis-server --port 6379 --bind $S4 $S6 --protected-mode no --save '' --dir $work
    listening tcp 6379
}
dialogue() {
    on_client redis-cli -h $S4 set name value
    on_client redis-cli -3 -h $S4 hgetall name
    printf 'PING\r\nINFO clients\r\nQUIT\r\n' | on_client nc -q 1 $S4 6379
    on_client redis-cli -h $S6 get name
    on_client timeout 1 redis-cli -h $S4 subscribe news
    true
}
