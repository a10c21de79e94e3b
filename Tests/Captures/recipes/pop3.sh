# packages: dovecot-imapd dovecot-pop3d curl openssl
# Dovecot's POP3: clear text, STLS, and TLS from the start (which is TLS to a firewall).
capture="tcp port 110 or tcp port 995"
label tcp 110 pop3
label tcp 995 ssl
prepare() {
    certificate mail.example.test
    mkdir -p mail run; chmod 777 mail
    cat > dovecot.conf <<N
base_dir = $work/run
log_path = $work/dovecot.log
protocols = imap pop3
ssl = yes
ssl_cert = <$work/cert.pem
ssl_key = <$work/key.pem
disable_plaintext_auth = no
mail_location = maildir:$work/mail
auth_mechanisms = plain login
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=mail gid=mail home=$work/mail
}
N
    chown mail mail
    serve dovecot -F -c $work/dovecot.conf
    listening tcp 110
}
dialogue() {
    on_client curl -sS pop3://$S4/ -u user:secret
    on_client curl -sS -g "pop3://[$S6]/" -u user:secret
    on_client curl -sSk --ssl-reqd pop3://$S4/ -u user:secret
    on_client curl -sSk pop3s://$S4/ -u user:secret
    true
}
