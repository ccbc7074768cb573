#!/bin/sh
# Runs one role of the image: the first argument is its name, the others are for `cli`.
set -eu
role=${1:-standalone}
[ $# -gt 0 ] && shift
entry=$(dirname "$0")/dist/server/apps/$role/src/main.js
[ -f "$entry" ] || { echo "no such role: $role (ingest, pipeline, alerting, api, standalone, cli)" >&2; exit 2; }
exec node --enable-source-maps "$entry" "$@"
