# pip: libtorrent
# BitTorrent of libtorrent: a seed and a downloader, by TCP, by uTP, and the DHT of both.
capture="port 6881 or port 6882"
label tcp 6881 bittorrent
label udp 6881 bittorrent
label udp 6882 bittorrent
label tcp 6882 bittorrent
prepare() {
    cat > peer.py <<'P'
import sys, time
import libtorrent
host, port, folder, other, kind, seconds = sys.argv[1:7]
utp = kind == "utp"
session = libtorrent.session({"listen_interfaces": f"{host}:{port}", "enable_dht": kind == "dht", "enable_lsd": False, "enable_upnp": False,
    "enable_natpmp": False, "enable_outgoing_utp": utp, "enable_incoming_utp": utp, "enable_outgoing_tcp": not utp, "enable_incoming_tcp": not utp,
    "allow_multiple_connections_per_ip": True, "dht_bootstrap_nodes": other if kind == "dht" else "", "in_enc_policy": 2, "out_enc_policy": 2,
    "dht_restrict_routing_ips": False, "dht_restrict_search_ips": False, "dht_ignore_dark_internet": False})
torrent = session.add_torrent({"ti": libtorrent.torrent_info("file.torrent"), "save_path": folder})
if folder != "seed" and kind != "dht": torrent.connect_peer((other.split(":")[0], int(other.split(":")[1])))
if kind == "dht": session.add_dht_node((other.split(":")[0], int(other.split(":")[1])))
end = time.time() + float(seconds)
while time.time() < end and not (folder != "seed" and kind != "dht" and torrent.status().is_seeding): time.sleep(0.2)
P
    mkdir seed tcp utp dht; head -c 20000 /etc/services > seed/file.txt
    $PYTHON -c "
import libtorrent
files = libtorrent.file_storage(); libtorrent.add_files(files, 'seed/file.txt')
torrent = libtorrent.create_torrent(files); libtorrent.set_piece_hashes(torrent, 'seed')
open('file.torrent', 'wb').write(libtorrent.bencode(torrent.generate()))"
}
dialogue() {
    for kind in tcp utp dht; do
        on_server timeout 9 $PYTHON peer.py $S4 6881 seed $C4:6882 $kind 6 &
        sleep 0.7
        on_client timeout 9 $PYTHON peer.py $C4 6882 $kind $S4:6881 $kind 5
        wait $!
    done
    true
}
