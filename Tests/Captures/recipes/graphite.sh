# packages: graphite-carbon netcat-openbsd
# Graphite's carbon: lines and pickled lists. No application of the catalogue: nothing may take it for another.
capture="port 2003 or tcp port 2004"
label tcp 2003 unknown
label tcp 2004 unknown
prepare() {
    mkdir -p storage conf; 
    printf '[cache]\nSTORAGE_DIR = %s/storage\nLOCAL_DATA_DIR = %s/storage/whisper\nCONF_DIR = %s/conf\nLOG_DIR = %s/storage\nPID_DIR = %s\nUSER = \nLINE_RECEIVER_INTERFACE = %s\nPICKLE_RECEIVER_INTERFACE = %s\nCACHE_QUERY_INTERFACE = 127.0.0.1\n' $work $work $work $work $work $S4 $S4 > conf/carbon.conf
    printf '[all]\npattern = .*\nretentions = 60s:1h\n' > conf/storage-schemas.conf
    serve carbon-cache --config=$work/conf/carbon.conf --nodaemon start
    listening tcp 2003
}
dialogue() {
    say 0.3 "client.load 1.5 $(date +%s)" "client.memory 70 $(date +%s)" | on_client nc -q 1 $S4 2003
    on_client $PYTHON -c "
import pickle, socket, struct, time
connection = socket.create_connection(('$S4', 2004))
for round in range(3):
    data = pickle.dumps([('client.load', (int(time.time()), 1.5))], protocol=2); connection.sendall(struct.pack('!L', len(data)) + data); time.sleep(0.1)"
}
