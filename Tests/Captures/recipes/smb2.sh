# packages: samba smbclient
# Samba by SMB 2.1.
capture="tcp port 445"
label tcp 445 ms-ds-smbv2
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
server min protocol = SMB2
client min protocol = SMB2
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
    on_client smbclient -s $work/smb.conf -N -m SMB2_10 //$S4/share -c 'ls; get file.txt /dev/null'
}
