# packages: openssh-server openssh-client
# OpenSSH at both ends: a command with a key, over both address families.
capture="tcp port 22"
label tcp 22 ssh
prepare() {
    mkdir -p /run/sshd
    ssh-keygen -q -t ed25519 -N "" -f $work/host
    ssh-keygen -q -t ed25519 -N "" -f $work/user
    mkdir -p -m 700 $work/keys; cp user.pub keys/authorized
    serve /usr/sbin/sshd -D -e -h $work/host -o StrictModes=no -o UsePAM=no -o AuthorizedKeysFile=$work/keys/authorized
    listening tcp 22
}
dialogue() {
    for address in $S4 $S6; do
        on_client ssh -F none -i $work/user -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null root@$address echo hello
    done
}
