# packages: avahi-daemon avahi-utils dbus
# mDNS of Avahi: a host and a service that are announced.
capture="udp port 5353"
label udp 5353 mdns
prepare() {
    mkdir -p /run/dbus /etc/avahi/services; on_server dbus-daemon --system --fork
    rm -f /etc/avahi/services/*
    printf '<service-group><name>Example</name><service><type>_http._tcp</type><port>80</port></service></service-group>\n' > /etc/avahi/services/example.service
}
dialogue() { serve avahi-daemon --no-drop-root --no-chroot --no-rlimits; sleep 5; }
