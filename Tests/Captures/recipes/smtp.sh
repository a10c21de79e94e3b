# packages: opensmtpd swaks openssl
# OpenSMTPD and swaks: a mail in clear text, one by STARTTLS, a recipient that is refused.
capture="tcp port 25"
label tcp 25 smtp
prepare() {
    certificate mail.example.test; chmod 600 key.pem cert.pem
    mkdir -p /var/spool/smtpd; chmod 711 /var/spool/smtpd
    cat > smtpd.conf <<N
pki mail cert "$work/cert.pem"
pki mail key "$work/key.pem"
listen on $S4 port 25 tls pki mail hostname mail.example.test
listen on $S6 port 25 hostname mail.example.test
action "drop" maildir "$work/mail" user root
match from any for domain "example.test" action "drop"
N
    serve smtpd -d -f $work/smtpd.conf
    listening tcp 25
}
dialogue() {
    on_client swaks --server $S4 --helo client.example --from a@example.net --to root@example.test --body hello -n
    on_client swaks --server $S4 --helo client.example --from a@example.net --to root@example.test --body hello -tls
    on_client swaks --server $S6 --helo client.example --from a@example.net --to b@example.org -n
    true
}
