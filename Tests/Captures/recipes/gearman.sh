# packages: gearman-job-server gearman-tools
# Gearman: a worker, a client, the administrator's lines.
capture="tcp port 4730"
label tcp 4730 gearman
prepare() { serve gearmand -L $S4 -p 4730 -l stderr; listening tcp 4730; }
dialogue() {
    on_server gearman -h $S4 -w -f upper -- tr a-z A-Z > /dev/null 2>&1 &
    beside timeout 5 gearman -h $S4 -w -f lower -- tr A-Z a-z
    sleep 0.5
    echo HELLO | on_client timeout 3 gearman -h $S4 -f lower
    true
}
