# packages: git
# git's own daemon: a push.
capture="tcp port 9418"
label tcp 9418 git-uploading git-base
prepare() {
    git init -q -b main tree; cd tree
    git -c user.name=a -c user.email=a@example.test commit -q --allow-empty -m first
    cd ..; git clone -q --bare tree base.git
    git -C tree -c user.name=a -c user.email=a@example.test commit -q --allow-empty -m second
    serve git daemon --export-all --enable=receive-pack --base-path=$work --reuseaddr
    listening tcp 9418
}
dialogue() { on_client git -C tree push -q git://$S4/base.git main; }
