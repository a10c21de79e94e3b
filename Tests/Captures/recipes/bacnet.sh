# pip: bacpypes3
# BACnet/IP of bacpypes3: who is there, and a property that is read.
capture="udp port 47808"
label udp 47808 bacnet-read-property bacnet-base
prepare() { serve $PYTHON -m bacpypes3 --name server --instance 20 --address $S4/24; listening udp 47808; }
dialogue() {
    say 1.5 "read $S4 device,20 object-name" "read $S4 device,20 vendor-name" "exit" | on_client timeout 8 $PYTHON -m bacpypes3 --name client --instance 10 --address $C4/24
    true
}
