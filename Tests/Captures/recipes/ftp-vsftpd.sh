# packages: vsftpd curl tnftp
# vsftpd: active, passive and extended passive transfers, an upload; data connections follow from what the control session says.
capture="tcp"
label tcp 21 ftp
label tcp '*' ftp
prepare() {
    mkdir -p root/in empty; seq 200 > root/file.txt; chmod 777 root/in; chmod 755 root empty
    cat > vsftpd.conf <<N
background=NO
listen=NO
listen_ipv6=YES
anonymous_enable=YES
anon_root=$work/root
no_anon_password=YES
write_enable=YES
anon_upload_enable=YES
secure_chroot_dir=$work/empty
seccomp_sandbox=NO
ftp_username=nobody
connect_from_port_20=YES
N
    serve vsftpd $work/vsftpd.conf
    listening tcp 21
}
dialogue() {
    on_client curl -sS --disable-epsv ftp://$S4/file.txt -o /dev/null
    on_client curl -sS ftp://$S4/ -o /dev/null
    on_client curl -sS -P - --disable-eprt ftp://$S4/file.txt -o /dev/null
    on_client curl -sS -g "ftp://[$S6]/file.txt" -o /dev/null
    on_client curl -sS -g -P - "ftp://[$S6]/" -o /dev/null
    on_client curl -sS -T $work/vsftpd.conf ftp://$S4/in/
    true
}
