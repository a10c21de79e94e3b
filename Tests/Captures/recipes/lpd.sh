# LPD: jobs and a queue's state, by a client and a server of a few lines after RFC 1179.
capture="tcp port 515"
label tcp 515 lpd
prepare() {
    cat > server.py <<'P'
import socketserver
class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        line = self.rfile.readline()
        if line[:1] in (b"\3", b"\4"): self.wfile.write(b"no entries\n"); return
        self.wfile.write(b"\0")
        while (line := self.rfile.readline()):
            self.wfile.write(b"\0")
            if line[:1] in (b"\2", b"\3"): self.rfile.read(int(line[1:].split()[0]) + 1); self.wfile.write(b"\0")
class Server(socketserver.ThreadingTCPServer): allow_reuse_address = True
Server(("0.0.0.0", 515), Handler).serve_forever()
P
    serve $PYTHON server.py; listening tcp 515
    cat > client.py <<'P'
import socket, sys
def talk(*parts):
    connection = socket.create_connection((sys.argv[1], 515), source_address=("", 0))
    for part, answers in parts:
        connection.sendall(part)
        if answers: connection.recv(100)
    connection.close()
control, data = b"Hclient\nPuser\nldfA001client\n", b"hello\n"
talk((b"\2queue\n", 1), (b"\2%d cfA001client\n" % len(control), 1), (control + b"\0", 1), (b"\3%d dfA001client\n" % len(data), 1), (data + b"\0", 1))
talk((b"\4queue\n", 1))
talk((b"\3queue user\n", 1))
P
}
dialogue() { on_client $PYTHON client.py $S4; }
