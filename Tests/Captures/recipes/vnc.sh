# packages: tigervnc-standalone-server tigervnc-viewer xvfb
# TigerVNC at both ends, without and with encryption.
capture="tcp port 5907"
label tcp 5907 vnc-base
prepare() {
    serve Xtigervnc :7 -rfbport 5907 -SecurityTypes None,TLSNone -geometry 320x200 -depth 16 -interface 0.0.0.0 -AlwaysShared
    listening tcp 5907
    Xvfb :8 -screen 0 640x480x24 > xvfb.log 2>&1 &
    sleep 1
}
dialogue() {
    on_client env DISPLAY=:8 timeout 3 xtigervncviewer -SecurityTypes None $S4::5907
    on_client env DISPLAY=:8 timeout 3 xtigervncviewer -SecurityTypes TLSNone $S4::5907
    true
}
