# packages: xvfb x11-utils x11-apps
# X11 over TCP: a list of the server's properties, a clock for a second.
capture="tcp port 6009"
label tcp 6009 x11
prepare() {
    serve Xvfb :9 -screen 0 320x200x8 -listen tcp -ac
    listening tcp 6009
}
dialogue() {
    on_client xdpyinfo -display $S4:9 > /dev/null
    on_client timeout 1 xclock -display $S4:9
    true
}
