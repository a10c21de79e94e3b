# packages: samba samba-common-bin
# nmbd of Samba: registrations by broadcast, browse announcements, queries.
capture="udp port 137 or udp port 138"
label udp 137 netbios-ns
label udp 138 netbios-dg
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
}
dialogue() {
    serve nmbd -F --no-process-group -s $work/smb.conf
    listening udp 137
    sleep 3
    on_client nmblookup -s $work/smb.conf -U $S4 SERVER
    on_client nmblookup -s $work/smb.conf -A $S4
    true
}
