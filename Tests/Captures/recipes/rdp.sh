# packages: xrdp xvfb freerdp2-x11
# xrdp and FreeRDP: with TLS, and with RDP's own security.
capture="tcp port 3389"
label tcp 3389 ms-rdp
prepare() {
    mkdir -p /run/xrdp /var/log; 
    serve xrdp --nodaemon
    listening tcp 3389
    Xvfb :7 -screen 0 640x480x24 > xvfb.log 2>&1 &
    sleep 1
}
dialogue() {
    on_client env DISPLAY=:7 timeout 4 xfreerdp /v:$S4 /u:user /p:secret /cert:ignore /sec:tls
    on_client env DISPLAY=:7 timeout 4 xfreerdp /v:$S4 /u:user /p:secret /cert:ignore /sec:rdp
    on_client env DISPLAY=:7 timeout 4 xfreerdp /v:$S6 /u:user /p:secret /cert:ignore
    true
}
