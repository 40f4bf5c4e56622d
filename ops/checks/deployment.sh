#!/bin/sh
# Django's own check of a production configuration; no service is contacted.
set -eu
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
env DATA_DIR="$data" DATABASE_URL=postgres://diptych@127.0.0.1/diptych REDIS_URL=redis://127.0.0.1/0 \
  SECRET_KEY="$("$1/python" -c 'import secrets; print(secrets.token_urlsafe(50))')" \
  ALLOWED_HOSTS=diptych.example.org EMAIL_URL=smtp+tls://mail.example.org:587 "$1/python" manage.py check --deploy --fail-level WARNING
