#!/bin/sh
# Runs before each release goes live. It creates no user and knows no password.
set -eu
cd "$(dirname "$0")/backend"
python manage.py migrate --noinput
python manage.py createcachetable
python manage.py check --deploy --fail-level WARNING --database default
