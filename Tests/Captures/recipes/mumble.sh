# packages: mumble-server
# Mumble's server: its ping by UDP, and its control connection, which is TLS.
capture="port 64738"
label tcp 64738 ssl
label udp 64738 mumble
prepare() {
    printf 'database=%s/murmur.sqlite\nlogfile=\nport=64738\nhost=%s\nusers=5\nuname=root\n' $work $S4 > murmur.ini
    serve murmurd -fg -ini $work/murmur.ini
    listening tcp 64738
}
dialogue() {
    sleep 1 | on_client timeout 2 openssl s_client -connect $S4:64738 -quiet > /dev/null
    on_client $PYTHON -c "
import socket, struct
connection = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); connection.settimeout(1)
for number in range(3):
    connection.sendto(struct.pack('>iQ', 0, number), ('$S4', 64738)); print(connection.recv(100))"
}
