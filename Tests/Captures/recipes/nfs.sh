# packages: nfs-ganesha nfs-ganesha-vfs rpcbind libnfs-utils
# NFS of nfs-ganesha, versions 3 and 4, asked by the tools of libnfs; with the mount protocol and rpcbind.
capture="port 111 or port 2049 or port 20048"
label tcp 2049 nfs
label tcp 111 portmapper
label udp 111 portmapper
label tcp 20048 mount
label udp 20048 mount
prepare() {
    mkdir -p share /run/ganesha /var/log/ganesha /var/lib/nfs/ganesha; echo hello > share/file.txt
    cat > ganesha.conf <<N
NFS_CORE_PARAM { MNT_Port = 20048; NLM_Port = 20049; Rquota_Port = 20050; Enable_NLM = false; Enable_RQUOTA = false; Protocols = 3,4; allow_set_io_flusher_fail = true; }
EXPORT { Export_Id = 1; Path = $work/share; Pseudo = /share; Access_Type = RW; Squash = No_Root_Squash; SecType = sys; FSAL { Name = VFS; } }
N
    serve rpcbind -f -w
    listening tcp 111
    serve ganesha.nfsd -F -L STDERR -f $work/ganesha.conf -p $work/ganesha.pid
    listening tcp 2049; sleep 2
}
dialogue() {
    on_client timeout 8 nfs-ls "nfs://$S4$work/share?version=3"
    on_client timeout 8 nfs-cat "nfs://$S4$work/share/file.txt?version=3"
    on_client timeout 8 nfs-ls "nfs://$S4/share?version=4"
    true
}
