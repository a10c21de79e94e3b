# packages: mariadb-server mariadb-client openssl
# MariaDB and its client: in clear text, by TLS, and a host that is not allowed.
capture="tcp port 3306"
label tcp 3306 mysql
prepare() {
    certificate; mkdir data run; chown mysql data run key.pem
    mariadb-install-db --no-defaults --user=mysql --datadir=$work/data --skip-test-db --auth-root-authentication-method=normal > install.log 2>&1 || { cat install.log; return 1; }
    serve mariadbd --no-defaults --user=mysql --datadir=$work/data --socket=$work/run/socket --pid-file=$work/run/pid "--bind-address=*" --skip-name-resolve --ssl-cert=$work/cert.pem --ssl-key=$work/key.pem
    listening tcp 3306
    on_server mariadb --no-defaults -S $work/run/socket -e "create user guest identified by 'secret'; create user plain@'$C4'"
}
dialogue() {
    on_client mariadb --no-defaults --skip-ssl -h $S4 -u guest -psecret -e 'select 1 + 1'
    on_client mariadb --no-defaults --ssl -h $S4 -u guest -psecret -e 'select 1'
    on_client mariadb --no-defaults --skip-ssl -h $S4 -u nobody -pwrong -e 'select 1'
    on_client mariadb --no-defaults --skip-ssl -h $S6 -u guest -psecret -e 'show databases'
    true
}
