# packages: mosquitto mosquitto-clients
# Mosquitto: MQTT 3.1, 3.1.1 and 5.
capture="tcp port 1883"
label tcp 1883 mqtt
prepare() {
    printf 'listener 1883\nallow_anonymous true\nuser root\n' > mosquitto.conf
    serve mosquitto -c $work/mosquitto.conf
    listening tcp 1883
}
dialogue() {
    beside mosquitto_sub -h $S4 -V 5 -t 'room/#' -C 3
    sleep 0.3
    for version in mqttv31 mqttv311 5; do on_client mosquitto_pub -h $S4 -V $version -q 1 -t room/temperature -m 21; done
    on_client mosquitto_pub -h $S6 -t room/light -m on
}
