# packages: zookeeper default-jre-headless
# Apache ZooKeeper: its own client, the four-letter words.
capture="tcp port 2181"
label tcp 2181 apache-zookeeper
prepare() {
    printf 'tickTime=2000\ndataDir=%s/data\nclientPort=2181\nadmin.enableServer=false\n4lw.commands.whitelist=*\n' $work > zoo.cfg; mkdir data
    serve java -cp "/usr/share/java/*:/etc/zookeeper/conf" org.apache.zookeeper.server.quorum.QuorumPeerMain $work/zoo.cfg
    listening tcp 2181
}
dialogue() {
    on_client timeout 15 java -cp "/usr/share/java/*:/etc/zookeeper/conf" org.apache.zookeeper.ZooKeeperMain -server $S4:2181 ls / < /dev/null
    printf 'ruok' | on_client nc -q 1 $S4 2181
    printf 'stat' | on_client nc -q 1 $S4 2181
    true
}
