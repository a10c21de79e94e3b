# packages: iperf3
# iperf3: a short test by TCP.
capture="tcp port 5201"
label tcp 5201 iperf
prepare() { serve iperf3 -s -B $S4; listening tcp 5201; }
dialogue() { on_client iperf3 -c $S4 -n 20K -l 4K; on_client iperf3 -c $S4 -n 8K -l 2K -R; }
