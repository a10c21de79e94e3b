# packages: mosquitto
# pip: paho-mqtt
# MQTT inside WebSocket: Mosquitto and paho.
capture="tcp port 9001"
label tcp 9001 websocket web-browsing
prepare() {
    printf 'listener 9001\nprotocol websockets\nallow_anonymous true\nuser root\n' > mosquitto.conf
    serve mosquitto -c $work/mosquitto.conf
    listening tcp 9001
}
dialogue() {
    on_client $PYTHON -c "
import paho.mqtt.publish as publish
publish.single('room/temperature', '21', qos=1, hostname='$S4', port=9001, transport='websockets')"
}
