# packages: mpd mpc
# Music Player Daemon. No application of the catalogue: nothing may take it for another.
capture="tcp port 6600"
label tcp 6600 unknown
prepare() {
    mkdir music; printf 'music_directory "%s/music"\ndb_file "%s/db"\nbind_to_address "%s"\nport "6600"\naudio_output {\n type "null"\n name "none"\n}\n' $work $work $S4 > mpd.conf
    serve mpd --no-daemon --stderr $work/mpd.conf
    listening tcp 6600
}
dialogue() { on_client mpc -h $S4 status; on_client mpc -h $S4 ls; on_client mpc -h $S4 stats; true; }
