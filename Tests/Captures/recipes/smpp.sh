# pip: smpplib
# SMPP of smpplib, against a server of a few lines that answers every request.
capture="tcp port 2775"
label tcp 2775 smpp
prepare() {
    cat > server.py <<'P'
import socket, struct
listener = socket.create_server(("0.0.0.0", 2775))
while True:
    connection, _ = listener.accept()
    while (head := connection.recv(16, socket.MSG_WAITALL)) and len(head) == 16:
        length, command, status, number = struct.unpack(">IIII", head)
        connection.recv(length - 16, socket.MSG_WAITALL) if length > 16 else b""
        body = b"server\0" if command in (1, 2, 4, 9) else b""
        connection.sendall(struct.pack(">IIII", 16 + len(body), command | 0x80000000, 0, number) + body)
P
    serve $PYTHON server.py; listening tcp 2775
}
dialogue() {
    on_client $PYTHON -c "
import smpplib.client
client = smpplib.client.Client('$S4', 2775, allow_unknown_opt_params=True); client.connect(); client.bind_transceiver(system_id='user', password='secret')
client.send_message(source_addr='100', destination_addr='200', short_message=b'hello'); client.read_once(); client.unbind(); client.disconnect()"
}
