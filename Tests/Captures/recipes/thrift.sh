# pip: thrift
# Apache Thrift, binary and compact protocols, framed and not.
capture="tcp portrange 9090-9092"
label tcp 9090 thrift
label tcp 9091 thrift
label tcp 9092 thrift
prepare() {
    cat > peer.py <<'P'
import sys, threading
from thrift.Thrift import TMessageType, TType
from thrift.protocol import TBinaryProtocol, TCompactProtocol
from thrift.transport import TSocket, TTransport
KINDS = {9090: (TTransport.TBufferedTransport, TBinaryProtocol.TBinaryProtocol), 9091: (TTransport.TFramedTransport, TBinaryProtocol.TBinaryProtocol),
         9092: (TTransport.TFramedTransport, TCompactProtocol.TCompactProtocol)}
def message(protocol, kind, number):
    protocol.writeMessageBegin("greet", kind, number); protocol.writeStructBegin("args"); protocol.writeFieldBegin("name", TType.STRING, 1)
    protocol.writeString("hello"); protocol.writeFieldEnd(); protocol.writeFieldStop(); protocol.writeStructEnd(); protocol.writeMessageEnd(); protocol.trans.flush()
def read(protocol):
    name, kind, number = protocol.readMessageBegin(); protocol.skip(TType.STRUCT); protocol.readMessageEnd(); return number
def serve(port):
    transport, kind = KINDS[port]; listener = TSocket.TServerSocket("0.0.0.0", port); listener.listen()
    while True:
        protocol = kind(transport(listener.accept()))
        try:
            while True: message(protocol, TMessageType.REPLY, read(protocol))
        except Exception: pass
if sys.argv[1] == "server":
    for port in KINDS: threading.Thread(target=serve, args=(port,)).start()
else:
    for port, (transport, kind) in KINDS.items():
        wire = transport(TSocket.TSocket(sys.argv[1], port)); wire.open(); protocol = kind(wire)
        for number in range(3): message(protocol, TMessageType.CALL, number); read(protocol)
        wire.close()
P
    serve $PYTHON peer.py server; listening tcp 9092
}
dialogue() { on_client $PYTHON peer.py $S4; }
