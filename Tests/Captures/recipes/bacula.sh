# packages: bacula-fd
# Bacula's file daemon, greeted as its director does.
capture="tcp port 9102"
label tcp 9102 bacula
prepare() {
    printf 'Director {\n Name = director\n Password = "secret"\n}\nFileDaemon {\n Name = server\n FDport = 9102\n FDAddress = %s\n WorkingDirectory = %s\n Pid Directory = %s\n}\nMessages {\n Name = Standard\n director = director = all\n}\n' $S4 $work $work > fd.conf
    serve bacula-fd -f -c $work/fd.conf
    listening tcp 9102
}
dialogue() {
    on_client $PYTHON -c "
import socket, struct
connection = socket.create_connection(('$S4', 9102)); hello = b'Hello Director director calling 10002 tlspsk=0\n'
connection.sendall(struct.pack('>i', len(hello)) + hello); print(connection.recv(1000)); connection.close()"
}
