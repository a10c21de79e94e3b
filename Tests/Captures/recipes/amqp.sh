# packages: rabbitmq-server
# pip: pika
# RabbitMQ and pika: AMQP 0-9-1, a queue, a message there and back.
capture="tcp port 5672"
label tcp 5672 amqp
prepare() {
    printf 'listeners.tcp.1 = %s:5672\nloopback_users = none\n' $S4 > rabbit.conf
    export RABBITMQ_MNESIA_BASE=$work/mnesia RABBITMQ_LOG_BASE=$work/rabbit-log RABBITMQ_CONFIG_FILE=$work/rabbit.conf RABBITMQ_NODENAME=rabbit@localhost RABBITMQ_ENABLED_PLUGINS_FILE=$work/plugins RABBITMQ_ALLOW_INPUT=1 RABBITMQ_PID_FILE=$work/rabbit.pid
    mkdir mnesia rabbit-log; chmod 777 $work; chown -R rabbitmq mnesia rabbit-log
    serve /usr/lib/rabbitmq/bin/rabbitmq-server
    listening tcp 5672 || listening tcp 5672
}
dialogue() {
    on_client $PYTHON -c "
import pika
connection = pika.BlockingConnection(pika.ConnectionParameters('$S4'))
channel = connection.channel()
channel.queue_declare('news'); channel.basic_publish('', 'news', b'hello'); print(channel.basic_get('news')); connection.close()"
}
