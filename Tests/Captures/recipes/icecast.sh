# packages: icecast2 curl
# Icecast: a source that brings sound, a listener that asks for titles in between, the status page.
capture="tcp port 8000"
label tcp 8000 icecast web-browsing
prepare() {
    mkdir -m 777 logs
    cat > icecast.xml <<N
<icecast><hostname>server.example</hostname><limits><clients>10</clients><sources>2</sources></limits>
<authentication><source-password>secret</source-password><admin-user>admin</admin-user><admin-password>secret</admin-password></authentication>
<listen-socket><port>8000</port></listen-socket><fileserve>1</fileserve>
<paths><logdir>$work/logs</logdir><webroot>/usr/share/icecast2/web</webroot><adminroot>/usr/share/icecast2/admin</adminroot></paths>
<security><chroot>0</chroot><changeowner><user>nobody</user><group>nogroup</group></changeowner></security></icecast>
N
    serve icecast2 -c $work/icecast.xml
    listening tcp 8000
    head -c 9000 /dev/urandom > sound.bin
}
dialogue() {
    beside timeout 8 curl -sS --limit-rate 1k -u source:secret -H 'Content-Type: audio/mpeg' -H 'Ice-Name: Example' -T sound.bin http://$S4:8000/news.mp3
    sleep 3
    on_client timeout 2 curl -sS -H 'Icy-MetaData: 1' http://$S4:8000/news.mp3 -o /dev/null
    true
}
