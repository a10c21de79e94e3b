# packages: beanstalkd netcat-openbsd
# beanstalkd: a job put and taken. No application of the catalogue: nothing may take it for another.
capture="tcp port 11300"
label tcp 11300 unknown
prepare() { serve beanstalkd -l $S4 -p 11300; listening tcp 11300; }
dialogue() { say 0.3 'use news\r' 'put 0 0 10 5\r\nhello\r' 'watch news\r' 'reserve\r' 'delete 1\r' 'stats\r' 'quit\r' | on_client nc -q 1 $S4 11300; }
