# pip: aiocoap
# CoAP of aiocoap: GET, PUT, a resource that is not there, an observation, a long answer in blocks.
capture="udp port 5683"
label udp 5683 coap
prepare() {
    cat > server.py <<'P'
import asyncio, aiocoap, aiocoap.resource as resource
class Value(resource.ObservableResource):
    async def render_get(self, request): return aiocoap.Message(payload=b"21 degrees")
    async def render_put(self, request): return aiocoap.Message(code=aiocoap.CHANGED)
class Long(resource.Resource):
    async def render_get(self, request): return aiocoap.Message(payload=b"0123456789" * 300)
async def main():
    site = resource.Site()
    site.add_resource([".well-known", "core"], resource.WKCResource(site.get_resources_as_linkheader))
    site.add_resource(["temperature"], Value()); site.add_resource(["long"], Long())
    await aiocoap.Context.create_server_context(site, bind=("::", 5683), transports=["udp6"])
    await asyncio.Future()
asyncio.run(main())
P
    serve $PYTHON server.py
    listening udp 5683
}
dialogue() {
    bin=$(dirname $PYTHON)
    on_client $bin/aiocoap-client coap://$S4/.well-known/core
    on_client $bin/aiocoap-client coap://$S4/temperature
    on_client $bin/aiocoap-client -m PUT --payload 20 "coap://[$S6]/temperature"
    on_client $bin/aiocoap-client coap://$S4/none
    on_client $bin/aiocoap-client coap://$S4/long > /dev/null
    on_client timeout 1 $bin/aiocoap-client --observe coap://$S4/temperature
    true
}
