# packages: samba smbclient
# Samba by SMB 1, over TCP and over NetBIOS sessions.
capture="tcp port 445 or tcp port 139"
label tcp 445 ms-ds-smbv1
label tcp 139 ms-ds-smbv1
prepare() {
    for folder in state cache lock private share pid; do mkdir -p $work/samba/$folder; done
    cat > smb.conf <<N
[global]
workgroup = EXAMPLE
netbios name = SERVER
state directory = $work/samba/state
cache directory = $work/samba/cache
lock directory = $work/samba/lock
private dir = $work/samba/private
pid directory = $work/samba/pid
ncalrpc dir = $work/samba/rpc
log file = $work/samba/log
map to guest = Bad User
guest account = root
server min protocol = NT1
client min protocol = NT1
load printers = no
disable spoolss = yes
[share]
path = $work/samba/share
guest ok = yes
read only = no
N
    echo hello > samba/share/file.txt
    serve smbd -F --no-process-group -s $work/smb.conf
    listening tcp 445
}
dialogue() {
    on_client smbclient -s $work/smb.conf -N -m NT1 //$S4/share -c 'ls; get file.txt /dev/null'
    on_client smbclient -s $work/smb.conf -N -m NT1 -p 139 //$S4/share -c 'ls'
}
