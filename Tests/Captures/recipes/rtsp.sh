# packages: python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-plugins-good
# RTSP of GStreamer at both ends: sound over UDP, then inside the connection.
capture="tcp port 8554 or udp"
label tcp 8554 rtsp
label udp '*' -
prepare() {
    cat > server.py <<'P'
import gi
gi.require_version("Gst", "1.0"); gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer
Gst.init(None); server = GstRtspServer.RTSPServer(); factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch("( audiotestsrc is-live=true ! audio/x-raw,rate=8000 ! mulawenc ! rtppcmupay name=pay0 )"); server.get_mount_points().add_factory("/sound", factory); server.attach(None); GLib.MainLoop().run()
P
    serve /usr/bin/python3 server.py; listening tcp 8554
}
dialogue() {
    on_client timeout 3 gst-launch-1.0 -q rtspsrc location=rtsp://$S4:8554/sound protocols=udp ! fakesink
    on_client timeout 2 gst-launch-1.0 -q rtspsrc location=rtsp://$S4:8554/sound protocols=tcp ! fakesink
    true
}
