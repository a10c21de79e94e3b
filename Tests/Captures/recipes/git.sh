# packages: git
# git's own daemon: a clone by protocol 2 and by protocol 0, a push.
capture="tcp port 9418"
label tcp 9418 git-base
prepare() {
    git init -q -b main tree; cd tree
    git -c user.name=a -c user.email=a@example.test commit -q --allow-empty -m first
    cd ..; git clone -q --bare tree base.git
    serve git daemon --export-all --enable=receive-pack --base-path=$work --reuseaddr
    listening tcp 9418
}
dialogue() {
    on_client git clone -q git://$S4/base.git one
    on_client git -c protocol.version=0 clone -q "git://[$S6]/base.git" two
    on_client git ls-remote git://$S4/none.git
    true
}
