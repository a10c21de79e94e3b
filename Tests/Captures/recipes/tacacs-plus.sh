# pip: tacacs_plus
# TACACS+ of the package tacacs_plus, against a server of a few lines that refuses everybody.
capture="tcp port 49"
label tcp 49 tacacs-plus
prepare() {
    cat > server.py <<'P'
import hashlib, socketserver, struct
SECRET = b"secret"
def cover(body, session, version, number):
    pad, last = b"", b""
    while len(pad) < len(body):
        last = hashlib.md5(session + SECRET + bytes([version, number]) + last).digest(); pad += last
    return bytes(a ^ b for a, b in zip(body, pad))
class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        while len(head := self.rfile.read(12)) == 12:
            version, kind, number, flags, session, length = struct.unpack(">BBBB4sL", head)
            self.rfile.read(length)
            body = b"\2\0\0\0\0\0" if kind == 1 else b"\x10\0\0\0\0\0" if kind == 2 else b"\0\0\0\0\2"
            self.wfile.write(struct.pack(">BBBB4sL", version, kind, number + 1, flags, session, len(body)) + cover(body, session, version, number + 1))
socketserver.ThreadingTCPServer(("0.0.0.0", 49), Handler).serve_forever()
P
    serve $PYTHON server.py; listening tcp 49
}
dialogue() {
    on_client $PYTHON -c "
from tacacs_plus.client import TACACSClient
client = TACACSClient('$S4', 49, 'secret', timeout=5)
print(client.authenticate('user', 'password').valid)
print(client.authorize('user', arguments=[b'service=shell', b'cmd=show']).valid)"
    true
}
