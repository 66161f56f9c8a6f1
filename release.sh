#!/bin/sh
# Runs before each release goes live. It creates no user and knows no password. The processes of the
# release before go on meanwhile, and for good where this fails: so what may refuse comes first.
set -eu
cd "$(dirname "$0")/backend"
python manage.py check --deploy --fail-level WARNING --database default
python manage.py migrate --noinput
python manage.py createcachetable
