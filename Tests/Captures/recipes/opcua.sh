# pip: asyncua
# OPC UA of asyncua: a session without security, the endpoints, a value.
capture="tcp port 4840"
label tcp 4840 opc-ua
prepare() {
    cat > server.py <<'P'
import asyncio
from asyncua import Server
async def main():
    server = Server(); await server.init(); server.set_endpoint("opc.tcp://0.0.0.0:4840/example/")
    async with server: await asyncio.Future()
asyncio.run(main())
P
    serve $PYTHON server.py
    listening tcp 4840 || listening tcp 4840
}
dialogue() {
    on_client $PYTHON -c "
import asyncio
from asyncua import Client
async def main():
    async with Client('opc.tcp://$S4:4840/example/') as client:
        print(await client.nodes.server_state.read_value())
asyncio.run(main())"
}
