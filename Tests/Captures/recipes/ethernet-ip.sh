# pip: cpppo
# EtherNet/IP of cpppo: a list of identities, a session, tags read and written.
capture="port 44818"
label tcp 44818 cip-ethernet-ip
label udp 44818 cip-ethernet-ip
prepare() {
    serve $PYTHON -m cpppo.server.enip --address 0.0.0.0:44818 SCADA=INT[100]
    listening tcp 44818
}
dialogue() {
    on_client timeout 5 $PYTHON -m cpppo.server.enip.client --address $S4:44818 'SCADA[1]=99' 'SCADA[0-3]'
    on_client timeout 3 $PYTHON -m cpppo.server.enip.list_identity_simple $S4
    on_client timeout 5 $PYTHON -m cpppo.server.enip.client --address $S4:44818 --list-identity --list-services
    on_client timeout 5 $PYTHON -m cpppo.server.enip.client --udp --address $S4:44818 --list-identity
    true
}
