# packages: gophernicus openbsd-inetd curl
# Gophernicus: a menu, a text, something that is not there.
capture="tcp port 70"
label tcp 70 gopher
prepare() {
    mkdir hole; echo hello > hole/a.txt; printf 'iWelcome\n' > hole/gophermap; printf '*\n' >> hole/gophermap; chmod -R a+rX hole
    echo "70 stream tcp nowait nobody /usr/sbin/gophernicus gophernicus -h server.example -r $work/hole -nv -nu" > inetd.conf
    serve inetd -i $work/inetd.conf
    listening tcp 70
}
dialogue() { on_client curl -sS gopher://$S4/ gopher://$S4/0/a.txt gopher://$S4/1/none; true; }
