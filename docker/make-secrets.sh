#!/bin/sh
# Makes docker/secrets once: random passwords, the URLs that hold them, and a private CA with a server certificate.
#   docker/make-secrets.sh [HOST]      HOST is the name or address shippers and browsers use (default: localhost)
set -eu
host=${1:-localhost}
cd "$(dirname "$0")"
[ -e secrets ] && { echo "docker/secrets is there already; remove it to start over" >&2; exit 1; }
command -v openssl >/dev/null || { echo "make-secrets.sh needs openssl; install it" >&2; exit 4; }
case $host in
  *[!0-9.]*) case $host in *:*) name=IP:$host ;; *) name=DNS:$host ;; esac ;;
  *) name=IP:$host ;;
esac

# The folder is closed to others; the files are open, so that containers can read what is mounted for them.
umask 022
new=$(mktemp -d ./secrets.XXXXXX)
trap 'rm -rf "$new"' EXIT
mkdir "$new/pki"
random() { openssl rand -hex 24; }
put() { printf '%s' "$2" >"$new/$1"; }
# Says what openssl said only when it failed.
quiet() { "$@" 2>"$new/openssl.log" || { cat "$new/openssl.log" >&2; exit 1; }; }

postgres=$(random)
rabbit=$(random)
elastic=$(random)
cookie=$(random)
put postgres_password "$postgres"
put database_url "postgres://tocsin:$postgres@postgres:5432/tocsin"
put messaging_url "amqp://tocsin:$rabbit@rabbitmq:5672"
put elasticsearch.env "ELASTIC_PASSWORD=$elastic"
# Keeps the secrets of second factors readable: a backup of the database is worth little without it.
put secret_key "$(random)"
put store_url "http://elastic:$elastic@elasticsearch:9200"
# For front ends elsewhere: addresses of their brokers and, beside our own, their CAs. See docs/topology.md.
put front_end_brokers ""
put rabbitmq.env "RABBITMQ_ERLANG_COOKIE=$cookie"
printf 'default_user = tocsin\ndefault_pass = %s\n' "$rabbit" >"$new/rabbitmq_user.conf"

# The authority's key stays out of pki, which nginx is given.
quiet openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj '/CN=Tocsin private CA' \
  -keyout "$new/ca.key" -out "$new/pki/ca.pem" -addext 'keyUsage=critical,keyCertSign,cRLSign'
quiet openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$host" \
  -keyout "$new/pki/server.key" -out "$new/server.csr"
printf 'basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth\nsubjectAltName=%s\n' "$name" >"$new/server.ext"
quiet openssl x509 -req -in "$new/server.csr" -CA "$new/pki/ca.pem" -CAkey "$new/ca.key" -set_serial "0x$(openssl rand -hex 16)" \
  -days 825 -extfile "$new/server.ext" -out "$new/pki/server.pem"
cp "$new/pki/ca.pem" "$new/front_end_cas"
# RabbitMQ reads it as a user of its own, only in a front end.
cp "$new/pki/server.key" "$new/broker.key"
chmod 644 "$new/broker.key"
chmod 600 "$new/ca.key" "$new/pki/server.key"
rm "$new/server.csr" "$new/server.ext" "$new/openssl.log"

mv "$new" secrets
trap - EXIT
echo "docker/secrets made. Give shippers and browsers docker/secrets/pki/ca.pem, or put a certificate of your own in pki/server.pem and pki/server.key."
