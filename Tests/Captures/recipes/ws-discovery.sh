# packages: wsdd
# WS-Discovery of wsdd.
capture="udp port 3702"
label udp 3702 ws-discovery
label udp '*' ws-discovery
prepare() { serve wsdd -i wire0 -n SERVER -v; sleep 2; }
dialogue() { on_client timeout 5 wsdd -i wire0 -n CLIENT -v -D -l 127.0.0.1:5357; true; }
