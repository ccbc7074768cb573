#!/bin/sh
# Makes docker/secrets once: random passwords, the URLs that hold them, and a private CA with a server certificate.
#   docker/make-secrets.sh [HOST]      HOST is the name shippers and browsers use (default: localhost)
set -eu
host=${1:-localhost}
cd "$(dirname "$0")"
[ -e secrets ] && { echo "docker/secrets is there already; remove it to start over" >&2; exit 1; }
mkdir -m 700 secrets
mkdir secrets/pki
# The folder is closed to others; the files are open, so that containers can read what is mounted for them.
random() { openssl rand -hex 24; }
put() { printf '%s' "$2" >"secrets/$1"; }

postgres=$(random) rabbit=$(random) elastic=$(random)
put postgres_password "$postgres"
put database_url "postgres://tocsin:$postgres@postgres:5432/tocsin"
put messaging_url "amqp://tocsin:$rabbit@rabbitmq-1:5672"
put elasticsearch.env "ELASTIC_PASSWORD=$elastic"
put store_url "http://elastic:$elastic@elasticsearch:9200"
put rabbitmq.env "RABBITMQ_ERLANG_COOKIE=$(random)"
printf 'default_user = tocsin\ndefault_pass = %s\n' "$rabbit" >secrets/rabbitmq_user.conf

cd secrets/pki
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj '/CN=Tocsin private CA' \
  -keyout ca.key -out ca.pem -addext 'keyUsage=critical,keyCertSign,cRLSign' 2>/dev/null
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$host" -keyout server.key -out server.csr 2>/dev/null
printf 'basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth\nsubjectAltName=DNS:%s\n' "$host" >server.ext
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 825 -extfile server.ext -out server.pem 2>/dev/null
rm server.csr server.ext
echo "docker/secrets made. Give shippers and browsers docker/secrets/pki/ca.pem, or put a certificate of your own in server.pem and server.key."
