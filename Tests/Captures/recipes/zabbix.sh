# packages: zabbix-agent
# Zabbix agent, passive: values asked for.
capture="tcp port 10050"
label tcp 10050 zabbix
prepare() {
    printf 'Server=0.0.0.0/0\nHostname=server\nLogType=console\nPidFile=%s/pid\nAllowRoot=1\n' $work > agent.conf
    serve zabbix_agentd -f -c $work/agent.conf
    listening tcp 10050
    cat > get.py <<'P'
import socket, struct, sys
# What zabbix_get sends: signature, flags, length, reserved, key.
for key in ("agent.ping", "agent.version", "none.such"):
    connection = socket.create_connection((sys.argv[1], 10050))
    connection.sendall(b"ZBXD\x01" + struct.pack("<II", len(key), 0) + key.encode()); print(connection.recv(4096)); connection.close()
P
}
dialogue() { on_client $PYTHON get.py $S4; }
