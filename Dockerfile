# One image for the web server and, with another command, for workers on more machines.
FROM python:3.13-slim

# pg_dump and pg_restore, for `manage.py backup` and `restore`.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 books

WORKDIR /srv/smart-accounting
COPY requirements.txt requirements-offline.txt ./
RUN pip install --no-cache-dir -r requirements.txt -r requirements-offline.txt

COPY client client
COPY scripts/environment.sh scripts/build_client scripts/
RUN scripts/build_client && rm -rf client/node_modules .cache

COPY backend backend
COPY gunicorn.conf.py release.sh ./
RUN SECRET_KEY=only-for-collecting-static-files python backend/manage.py collectstatic --noinput --verbosity 0 \
    && mkdir -p var/media && chown -R books var

USER books
EXPOSE 8000
CMD ["gunicorn", "--config", "gunicorn.conf.py"]
