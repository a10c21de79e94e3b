# packages: dictd dict
# dictd. No application of the catalogue: nothing may take it for another.
capture="tcp port 2628"
label tcp 2628 unknown
prepare() {
    printf 'hello\tA\tF\n' > words.index; printf 'hello: a word\n' > words.dict
    printf 'global { listen_to %s }\naccess { allow * }\ndatabase words { data "%s/words.dict" index "%s/words.index" }\n' $S4 $work $work > dictd.conf
    serve dictd -d nodetach -c $work/dictd.conf --pid-file $work/pid
    listening tcp 2628
}
dialogue() { on_client dict -h $S4 hello; on_client dict -h $S4 -D; true; }
