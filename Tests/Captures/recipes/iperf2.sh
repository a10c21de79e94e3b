# packages: iperf
# iperf 2: short tests by TCP and UDP.
capture="port 5001"
label tcp 5001 iperf
label udp 5001 iperf
prepare() { serve iperf -s -B $S4; serve iperf -s -u -B $S4; listening tcp 5001; listening udp 5001; }
dialogue() { on_client iperf -c $S4 -n 8K -l 2K; on_client iperf -u -c $S4 -n 6K -l 500 -b 100k; true; }
