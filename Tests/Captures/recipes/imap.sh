# packages: dovecot-imapd dovecot-pop3d curl openssl
# Dovecot's IMAP: clear text, STARTTLS, and TLS from the start (which is TLS to a firewall).
capture="tcp port 143 or tcp port 993"
label tcp 143 imap
label tcp 993 ssl
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
    listening tcp 143
}
dialogue() {
    on_client curl -sS imap://$S4/INBOX -u user:secret -X 'FETCH 1:* FLAGS'
    on_client curl -sS -g "imap://[$S6]/" -u user:secret
    on_client curl -sSk --ssl-reqd imap://$S4/ -u user:secret
    on_client curl -sSk imaps://$S4/ -u user:secret
    true
}
