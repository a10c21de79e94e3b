# pip: c104
# IEC 60870-5-104 of c104: a station that is interrogated (a command to the system, the function told first) and commanded.
capture="tcp port 2404"
label tcp 2404 104asdu-system-control iec-60870-5-104-base
prepare() {
    cat > server.py <<'P'
import time, c104
server = c104.Server(ip="0.0.0.0", port=2404); station = server.add_station(common_address=47)
point = station.add_point(io_address=11, type=c104.Type.M_ME_NC_1, report_ms=500); point.value = 21.0
station.add_point(io_address=12, type=c104.Type.C_SC_NA_1)
server.start()
while True: time.sleep(1)
P
    serve $PYTHON server.py; listening tcp 2404
}
dialogue() {
    on_client timeout 8 $PYTHON -c "
import time, c104
client = c104.Client(); connection = client.add_connection(ip='$S4', port=2404, init=c104.Init.ALL)
station = connection.add_station(common_address=47); station.add_point(io_address=11, type=c104.Type.M_ME_NC_1)
command = station.add_point(io_address=12, type=c104.Type.C_SC_NA_1); command.value = True
client.start(); time.sleep(3); command.transmit(cause=c104.Cot.ACTIVATION); time.sleep(1); client.stop()"
    true
}
