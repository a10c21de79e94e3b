# packages: ngircd netcat-openbsd
# ngIRCd: registration, a channel, a message.
capture="tcp port 6667"
label tcp 6667 irc-base
prepare() {
    printf '[Global]\nName = irc.example.test\nInfo = Example\nListen = %s,%s\nPorts = 6667\nServerUID = nobody\nServerGID = nogroup\nPidFile = %s/pid\n[Options]\nPAM = no\nIdent = no\nDNS = no\n' $S4 $S6 $work > ngircd.conf
    serve ngircd -n -f $work/ngircd.conf
    listening tcp 6667
}
dialogue() {
    for address in $S4 $S6; do
        say 0.3 'NICK guest\r' 'USER guest 0 * :A guest\r' 'JOIN #news\r' 'PRIVMSG #news :hello\r' 'QUIT\r' | on_client nc -q 1 $address 6667
    done
}
