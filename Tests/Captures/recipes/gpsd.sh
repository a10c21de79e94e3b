# packages: gpsd gpsd-clients
# gpsd without a receiver. No application of the catalogue: nothing may take it for another.
capture="tcp port 2947"
label tcp 2947 unknown
prepare() { serve gpsd -N -G -n -F $work/gpsd.sock -S 2947; listening tcp 2947; }
dialogue() { on_client timeout 3 gpspipe -w -n 4 $S4:2947; true; }
