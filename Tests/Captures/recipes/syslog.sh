# packages: rsyslog bsdutils
# rsyslog and logger: the old and the new form, over UDP and over TCP with both framings.
capture="port 514 or port 601"
label udp 514 syslog
label tcp 514 syslog
label tcp 601 syslog
prepare() {
    printf 'module(load="imudp")\nmodule(load="imtcp")\ninput(type="imudp" port="514")\ninput(type="imtcp" port="514")\ninput(type="imtcp" port="601")\n*.* %s/messages\n' $work > rsyslog.conf
    serve rsyslogd -n -f $work/rsyslog.conf -i $work/rsyslog.pid
    listening tcp 514; listening tcp 601
}
dialogue() {
    on_client logger -n $S4 -P 514 -d --rfc3164 -t program "hello"
    on_client logger -n $S6 -P 514 -d --rfc5424 -t program "hello again"
    on_client logger -n $S4 -P 514 -T --rfc3164 -t program "hello"
    on_client logger -n $S4 -P 601 -T --rfc5424 --octet-count -t program "hello"
}
