#!/bin/sh
# Certificates for this trial alone: an authority, and a certificate by it for the database and the mail catcher.
set -eu
cd /certs
[ ! -e server.pem ] || exit 0
openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj "/CN=Gevinst trial" -addext basicConstraints=critical,CA:TRUE -keyout ca.key -out ca.pem
openssl req -newkey rsa:2048 -nodes -subj "/CN=gevinst" -keyout server.key -out server.csr
printf 'subjectAltName=DNS:sqlserver,DNS:mail\nextendedKeyUsage=serverAuth\n' > extensions
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 365 -extfile extensions -out server.pem
rm ca.key server.csr extensions
chmod 644 ca.pem server.pem server.key
