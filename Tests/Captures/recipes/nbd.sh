# packages: nbd-server qemu-utils
# Network block device: nbd-server, asked by qemu-img. No application of the catalogue: nothing may take it for another.
capture="tcp port 10809"
label tcp 10809 unknown
prepare() {
    head -c 65536 /dev/zero > disk
    printf '[generic]\nlistenaddr = %s\nallowlist = true\n[disk]\nexportname = %s/disk\n' $S4 $work > nbd.conf
    serve nbd-server -d -C $work/nbd.conf
    listening tcp 10809
}
dialogue() { on_client qemu-img info nbd://$S4/disk; true; }
