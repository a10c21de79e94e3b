# packages: rabbitmq-server
# pip: stomp.py
# STOMP: RabbitMQ's plug-in and stomp.py.
capture="tcp port 61613"
label tcp 61613 stomp
prepare() {
    printf 'listeners.tcp.1 = 127.0.0.1:5672\nloopback_users = none\nstomp.listeners.tcp.1 = %s:61613\n' $S4 > rabbit.conf
    echo '[rabbitmq_stomp].' > plugins
    export RABBITMQ_MNESIA_BASE=$work/mnesia RABBITMQ_LOG_BASE=$work/rabbit-log RABBITMQ_CONFIG_FILE=$work/rabbit.conf RABBITMQ_NODENAME=rabbit@localhost RABBITMQ_ENABLED_PLUGINS_FILE=$work/plugins RABBITMQ_PID_FILE=$work/rabbit.pid
    mkdir mnesia rabbit-log; chmod 777 $work; chown -R rabbitmq mnesia rabbit-log
    serve /usr/lib/rabbitmq/bin/rabbitmq-server
    listening tcp 61613 || listening tcp 61613
}
dialogue() {
    on_client $PYTHON -c "
import stomp, time
connection = stomp.Connection([('$S4', 61613)]); connection.connect('guest', 'guest', wait=True)
connection.subscribe('/queue/news', 1); connection.send('/queue/news', 'hello'); time.sleep(0.5); connection.disconnect()"
}
