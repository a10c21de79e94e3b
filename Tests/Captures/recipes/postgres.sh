# packages: postgresql postgresql-client openssl
# PostgreSQL and psql: in clear text, by TLS after a request for it, and a password that is wrong.
capture="tcp port 5432"
label tcp 5432 postgres
prepare() {
    certificate; chown postgres key.pem; chmod 600 key.pem
    bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
    mkdir data; chown postgres data; mkdir -p /run/postgresql; chown postgres /run/postgresql
    runuser -u postgres -- $bin/initdb -D $work/data -A trust --no-sync > initdb.log || { cat initdb.log; return 1; }
    printf 'host all wrong 0/0 scram-sha-256\nhost all all 0/0 trust\nhost all all ::/0 trust\n' > data/pg_hba.conf
    serve runuser -u postgres -- $bin/postgres -D $work/data -c 'listen_addresses=*' -c ssl=on -c ssl_cert_file=$work/cert.pem -c ssl_key_file=$work/key.pem -c fsync=off
    listening tcp 5432
}
dialogue() {
    on_client psql "host=$S4 user=postgres sslmode=disable" -c 'select 1 + 1'
    on_client psql "host=$S6 user=postgres sslmode=disable" -c 'select version()'
    on_client psql "host=$S4 user=postgres sslmode=require" -c 'select 1'
    on_client env PGPASSWORD=x psql "host=$S4 user=wrong sslmode=disable" -c 'select 1'
    true
}
