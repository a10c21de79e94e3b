# packages: openssl
# OCSP of openssl at both ends.
capture="tcp port 8888"
label tcp 8888 ocsp web-browsing
prepare() {
    certificate
    printf 'V\t350101000000Z\t\t01\tunknown\t/CN=server.example\n' > index.txt
    serve openssl ocsp -index $work/index.txt -port 8888 -rsigner $work/cert.pem -rkey $work/key.pem -CA $work/cert.pem -text
    listening tcp 8888
}
dialogue() {
    on_client openssl ocsp -url http://$S4:8888/ -issuer cert.pem -cert cert.pem -noverify
    on_client openssl ocsp -url http://$S4:8888/ -issuer cert.pem -serial 5 -noverify
    true
}
