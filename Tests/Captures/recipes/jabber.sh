# packages: prosody openssl
# pip: slixmpp
# Prosody: XMPP in clear text and by STARTTLS; a second server that calls.
capture="tcp port 5222 or tcp port 5269"
label tcp 5222 jabber
label tcp 5269 jabber
prepare() {
    certificate example.test; chmod 644 key.pem
    mkdir data; chmod 777 data $work
    cat > prosody.lua <<N
pidfile = "$work/prosody.pid"
data_path = "$work/data"
run_as_root = true
modules_enabled = { "roster", "saslauth", "tls", "disco", "ping", "dialback" }
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
authentication = "internal_plain"
log = { info = "*console" }
ssl = { key = "$work/key.pem", certificate = "$work/cert.pem" }
VirtualHost "example.test"
N
    prosodyctl --config $work/prosody.lua register user example.test secret
    serve prosody -F --config $work/prosody.lua
    listening tcp 5222
}
dialogue() {
    cat > chat.py <<'P'
import asyncio, sys, slixmpp
class Client(slixmpp.ClientXMPP):
    def __init__(self):
        super().__init__("user@example.test", "secret")
        self.enable_starttls = sys.argv[2] == "tls"
        self["feature_mechanisms"].unencrypted_plain = True
        self["feature_mechanisms"].unencrypted_scram = True
        import ssl; self.ssl_context.check_hostname = False; self.ssl_context.verify_mode = ssl.CERT_NONE
        self.add_event_handler("session_start", self.begin)
    async def begin(self, event):
        self.send_presence(); await self.get_roster(); self.disconnect()
client = Client()
if sys.argv[2] != "tls": client.enable_direct_tls = False; client.enable_plaintext = True
client.enable_direct_tls = False
client.connect(sys.argv[1], 5222)
asyncio.get_event_loop().run_until_complete(asyncio.wait_for(client.disconnected, 6))
P
    on_client $PYTHON chat.py $S4 tls
    on_client $PYTHON chat.py $S4 clear
    say 0.5 "<?xml version='1.0'?><stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' xmlns:db='jabber:server:dialback' from='other.test' to='example.test' version='1.0'>" "</stream:stream>" | on_client nc -q 1 $S4 5269
    true
}
