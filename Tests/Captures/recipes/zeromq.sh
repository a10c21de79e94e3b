# pip: pyzmq
# ZeroMQ (ZMTP 3.1): a request and its answer, a subscription.
capture="tcp port 5555 or tcp port 5556"
label tcp 5555 zeromq
label tcp 5556 zeromq
prepare() {
    cat > server.py <<'P'
import time, zmq
context = zmq.Context(); answer = context.socket(zmq.REP); answer.bind("tcp://*:5555"); news = context.socket(zmq.PUB); news.bind("tcp://*:5556")
while True:
    answer.send(answer.recv()); news.send(b"news of the day")
P
    serve $PYTHON server.py; listening tcp 5556
}
dialogue() {
    on_client $PYTHON -c "
import zmq, time
context = zmq.Context(); news = context.socket(zmq.SUB); news.connect('tcp://$S4:5556'); news.subscribe(b''); ask = context.socket(zmq.REQ); ask.connect('tcp://$S4:5555'); time.sleep(0.3)
for number in range(3): ask.send(b'hello'); print(ask.recv(), news.recv())"
}
