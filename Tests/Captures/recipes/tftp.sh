# packages: tftpd-hpa tftp-hpa
# TFTP of tftp-hpa: a read and a write with options; the blocks go between ports of their own.
capture="udp"
label udp 69 tftp
label udp '*' tftp
prepare() {
    mkdir -p root; head -c 1800 /etc/services > root/get.txt; touch root/put.txt; chmod 777 root root/*
    serve in.tftpd -L -s -a $S4:69 -u root $work/root
    listening udp 69
}
dialogue() {
    say 0.3 'get get.txt' 'binary' 'put get.txt put.txt' 'quit' | on_client tftp -m octet $S4 69
    true
}
