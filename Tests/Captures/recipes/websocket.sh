# pip: websockets
# WebSocket of the package websockets at both ends.
capture="tcp port 8765"
label tcp 8765 websocket web-browsing
prepare() {
    cat > server.py <<'P'
import asyncio, websockets
async def echo(connection):
    async for message in connection:
        await connection.send(message)
async def main():
    async with websockets.serve(echo, None, 8765):
        await asyncio.Future()
asyncio.run(main())
P
    serve $PYTHON server.py
    listening tcp 8765
}
dialogue() {
    cat > client.py <<'P'
import asyncio, sys, websockets
async def main():
    async with websockets.connect(sys.argv[1], compression=None) as connection:
        for number in range(3):
            await connection.send(f"message {number}")
            await connection.recv()
asyncio.run(main())
P
    on_client $PYTHON client.py ws://server.example:8765/chat
    on_client $PYTHON client.py "ws://[$S6]:8765/"
}
