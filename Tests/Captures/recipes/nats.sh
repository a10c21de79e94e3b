# packages: nats-server netcat-openbsd
# pip: nats-py
# NATS: a subscription and a message.
capture="tcp port 4222"
label tcp 4222 nats
prepare() { serve nats-server -a $S4 -p 4222; listening tcp 4222; }
dialogue() {
    on_client $PYTHON -c "
import asyncio, nats
async def main():
    connection = await nats.connect('nats://$S4:4222')
    subscription = await connection.subscribe('news'); await connection.publish('news', b'hello'); print(await subscription.next_msg()); await connection.close()
asyncio.run(main())"
    printf 'CONNECT {"verbose":true}\r\nPING\r\n' | on_client nc -q 1 $S4 4222
}
