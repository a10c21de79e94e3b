# pip: grpcio
# gRPC of grpcio without TLS: HTTP/2 with prior knowledge.
capture="tcp port 50051"
label tcp 50051 web-browsing
prepare() {
    cat > server.py <<'P'
from concurrent.futures import ThreadPoolExecutor
import grpc
class Handler(grpc.GenericRpcHandler):
    def service(self, details):
        return grpc.unary_unary_rpc_method_handler(lambda request, context: b"hello " + request)
server = grpc.server(ThreadPoolExecutor(2)); server.add_generic_rpc_handlers((Handler(),)); server.add_insecure_port("0.0.0.0:50051"); server.start(); server.wait_for_termination()
P
    serve $PYTHON server.py; listening tcp 50051
}
dialogue() {
    on_client $PYTHON -c "
import grpc
with grpc.insecure_channel('$S4:50051') as channel: print(channel.unary_unary('/example.Service/Greet')(b'you'))"
}
