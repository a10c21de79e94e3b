# packages: teeworlds-server
# Teeworlds' server asked for its data, as its browser does. No application of the catalogue: nothing may take it for another.
capture="udp port 8303"
label udp 8303 unknown
prepare() { serve teeworlds-server "bindaddr $S4" "sv_port 8303" "sv_register 0"; listening udp 8303; }
dialogue() {
    on_client $PYTHON -c "
import socket
connection = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); connection.settimeout(1)
token = bytes([4, 0, 0, 0xff, 0xff, 0xff, 0xff, 5, 1, 2, 3, 4]) + bytes(508)
for round in range(3):
    connection.sendto(token, ('$S4', 8303))
    try: print(connection.recv(1400))
    except TimeoutError: print('none')"
}
