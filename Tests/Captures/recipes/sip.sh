# packages: sip-tester
# SIPp at both ends: calls over UDP and TCP, with sound by RTP that SIP announces.
capture="port 5060 or udp portrange 6000-6100"
label udp 5060 sip
label tcp 5060 sip
label udp '*' rtp-base
prepare() {
    serve sipp -sn uas -i $S4 -p 5060 -mi $S4 -mp 6000 -rtp_echo -nostdin -bg
    serve sipp -sn uas -t t1 -i $S4 -p 5060 -mi $S4 -mp 6050 -nostdin -bg
    listening udp 5060
}
dialogue() {
    on_client timeout 8 sipp -sn uac -i $C4 -p 5062 -m 1 -d 300 -nostdin $S4:5060
    on_client timeout 8 sipp -sn uac -t t1 -i $C4 -p 5064 -m 1 -d 300 -nostdin $S4:5060
    true
}
