# packages: distcc gcc
# distcc: a file that is compiled elsewhere.
capture="tcp port 3632"
label tcp 3632 distcc
prepare() {
    serve distccd --no-detach --daemon --allow $C4/32 --listen $S4 --log-stderr --enable-tcp-insecure --user nobody --no-fork
    listening tcp 3632
}
dialogue() {
    mkdir dot
    printf 'int main(void) { return 0; }\n' > a.c
    on_client env DISTCC_HOSTS=$S4 DISTCC_FALLBACK=0 DISTCC_DIR=$work/dot distcc gcc -c a.c -o a.o
    true
}
