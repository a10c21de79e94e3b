# packages: dropbear-bin putty-tools
# Dropbear and PuTTY's plink.
capture="tcp port 22"
label tcp 22 ssh
prepare() {
    dropbearkey -t ed25519 -f host
    serve dropbear -F -E -r $work/host -p 22
    listening tcp 22
}
dialogue() {
    say 1 n | on_client timeout 5 plink -ssh -l root -pw wrong $S4 true
    say 1 y | on_client timeout 5 dbclient -y -l root $S6 true
    true
}
