# pip: pymodbus
# Modbus/TCP of pymodbus: a session of one function.
capture="tcp port 502"
label tcp 502 modbus-write-multiple-registers modbus-base
prepare() {
    cat > server.py <<'P'
from pymodbus.server import StartTcpServer
from pymodbus.datastore import ModbusServerContext, ModbusSequentialDataBlock
try:
    from pymodbus.datastore import ModbusDeviceContext as Context
    names = {"devices": Context(**{n: ModbusSequentialDataBlock(1, [17] * 100) for n in ("di", "co", "hr", "ir")})}
except ImportError:
    from pymodbus.datastore import ModbusSlaveContext as Context
    names = {"slaves": Context(**{n: ModbusSequentialDataBlock(1, [17] * 100) for n in ("di", "co", "hr", "ir")})}
StartTcpServer(context=ModbusServerContext(single=True, **names), address=("0.0.0.0", 502))
P
    serve $PYTHON server.py
    listening tcp 502
}
dialogue() {
    on_client $PYTHON -c "
from pymodbus.client import ModbusTcpClient
client = ModbusTcpClient('$S4', port=502)
client.connect()
for again in range(3): print(client.write_registers(1, [5, 6]))
client.close()"
}
