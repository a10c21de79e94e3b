# packages: whois
# whois, against a server of a few lines: a domain, an address.
capture="tcp port 43"
label tcp 43 whois
prepare() {
    cat > server.py <<'P'
import socketserver
class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        name = self.rfile.readline().strip().decode()
        self.wfile.write(f"% Example registry\r\ndomain: {name}\r\nstatus: active\r\nsource: EXAMPLE\r\n".encode())
socketserver.ThreadingTCPServer(("0.0.0.0", 43), Handler).serve_forever()
P
    serve $PYTHON server.py; listening tcp 43
}
dialogue() { on_client whois -h $S4 example.test; on_client whois -h $S4 192.0.2.1; on_client whois -h $S4 -p 43 AS64500; true; }
