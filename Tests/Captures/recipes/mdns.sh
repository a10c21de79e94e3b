# pip: zeroconf
# mDNS of the package zeroconf: a service that is announced and one that looks for it.
capture="udp port 5353"
label udp 5353 mdns
dialogue() {
    cat > announce.py <<'P'
import socket, sys, time
from zeroconf import ServiceInfo, Zeroconf
zeroconf = Zeroconf(interfaces=[sys.argv[1]])
zeroconf.register_service(ServiceInfo("_http._tcp.local.", "example._http._tcp.local.", port=80, server="server.local.",
                                      addresses=[socket.inet_aton(sys.argv[1])], properties={"path": "/"}))
time.sleep(5)
P
    cat > browse.py <<'P'
import sys, time
from zeroconf import ServiceBrowser, ServiceListener, Zeroconf
class Listener(ServiceListener):
    def add_service(self, zeroconf, kind, name): print(zeroconf.get_service_info(kind, name))
    def update_service(self, *arguments): pass
    def remove_service(self, *arguments): pass
zeroconf = Zeroconf(interfaces=[sys.argv[1]])
ServiceBrowser(zeroconf, "_http._tcp.local.", Listener())
time.sleep(3)
P
    serve $PYTHON announce.py $S4
    sleep 1
    on_client $PYTHON browse.py $C4
}
