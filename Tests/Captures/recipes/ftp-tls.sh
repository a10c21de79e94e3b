# packages: vsftpd curl openssl
# vsftpd with AUTH TLS: the control session begins in clear text.
capture="tcp port 21"
label tcp 21 ftp
prepare() {
    certificate; mkdir -p root empty; seq 20 > root/file.txt; chmod 755 root empty
    printf 'background=NO\nlisten=NO\nlisten_ipv6=YES\nanonymous_enable=YES\nanon_root=%s/root\nno_anon_password=YES\nsecure_chroot_dir=%s/empty\nseccomp_sandbox=NO\nftp_username=nobody\nssl_enable=YES\nallow_anon_ssl=YES\nrsa_cert_file=%s/cert.pem\nrsa_private_key_file=%s/key.pem\nrequire_ssl_reuse=NO\n' $work $work $work $work > vsftpd.conf
    serve vsftpd $work/vsftpd.conf
    listening tcp 21
}
dialogue() { on_client curl -sSk --ssl-reqd ftp://$S4/file.txt -o /dev/null; on_client curl -sSk --ssl-reqd -g "ftp://[$S6]/" -o /dev/null; true; }
