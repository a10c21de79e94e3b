# packages: opensmtpd swaks openssl
# Submission by TLS from the start (which is TLS to a firewall), and submission in clear text.
capture="tcp port 465 or tcp port 587"
label tcp 465 ssl
label tcp 587 smtp
prepare() {
    certificate mail.example.test; chmod 600 key.pem cert.pem
    mkdir -p /var/spool/smtpd; chmod 711 /var/spool/smtpd
    printf 'pki mail cert "%s/cert.pem"\npki mail key "%s/key.pem"\nlisten on %s port 465 smtps pki mail hostname mail.example.test\nlisten on %s port 587 tls pki mail hostname mail.example.test\naction "drop" maildir "%s/mail" user root\nmatch from any for domain "example.test" action "drop"\n' $work $work $S4 $S4 $work > smtpd.conf
    serve smtpd -d -f $work/smtpd.conf
    listening tcp 587
}
dialogue() {
    on_client swaks --server $S4 -p 465 --tls-on-connect --helo client.example --from a@example.net --to root@example.test --body hello -n
    on_client swaks --server $S4 -p 587 --helo client.example --from a@example.net --to root@example.test --body hello -n
    true
}
