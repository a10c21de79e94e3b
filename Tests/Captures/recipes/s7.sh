# pip: python-snap7
# S7 communication of snap7: a connection, the state, a data block read, which is the function told first, and written.
capture="tcp port 102"
label tcp 102 siemens-s7-read siemens-s7-base
prepare() {
    cat > server.py <<'P'
import time
from snap7.server import Server
from snap7.type import SrvArea
server = Server()
server.register_area(SrvArea.DB, 1, (__import__("ctypes").c_ubyte * 64)())
server.start(102)
while True: time.sleep(1)
P
    serve $PYTHON server.py
    listening tcp 102
}
dialogue() {
    on_client $PYTHON -c "
from snap7.client import Client
client = Client(); client.connect('$S4', 0, 1)
print(client.db_read(1, 0, 8)); client.db_write(1, 0, bytearray(b'hello')); client.disconnect()"
}
