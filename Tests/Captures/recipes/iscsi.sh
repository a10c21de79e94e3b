# packages: tgt libiscsi-bin
# iSCSI: tgt, asked by the tools of libiscsi: discovery, login, capacity, blocks.
capture="tcp port 3260"
label tcp 3260 iscsi
prepare() {
    head -c 1048576 /dev/zero > disk; mkdir -p /run/tgtd
    serve tgtd -f --iscsi portal=$S4:3260
    listening tcp 3260
    on_server tgtadm --lld iscsi --op new --mode target --tid 1 -T iqn.2020-01.test.example:disk
    on_server tgtadm --lld iscsi --op new --mode logicalunit --tid 1 --lun 1 -b $work/disk
    on_server tgtadm --lld iscsi --op bind --mode target --tid 1 -I ALL
}
dialogue() { on_client iscsi-ls -s iscsi://$S4; on_client iscsi-inq iscsi://$S4/iqn.2020-01.test.example:disk/1; true; }
