# packages: ntpsec ntpsec-ntpdate
# ntpd of NTPsec: two peers, and what ntpq asks (mode 6).
capture="udp port 123"
label udp 123 ntp
prepare() {
    printf 'server 127.127.1.0\nfudge 127.127.1.0 stratum 5\nrestrict default\n' > ntp.conf
    serve ntpd -n -c $work/ntp.conf -u root -p $work/pid -g
    listening udp 123; sleep 1
}
dialogue() { on_client timeout 4 ntpq -n -c rv -c peers $S4; on_client timeout 6 ntpdate -q $S4; true; }
