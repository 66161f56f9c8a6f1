# Everything a person does here. The scripts say how; they need nothing but Python 3.12 or 3.13.
.PHONY: help run seed superuser t format types test test-psycopg3 bench chaos siege clean

help:
	@echo "make run             install, start, and show three sample receipts as they were read"
	@echo "make seed            fill the demo account with a year of books, to look at every page"
	@echo "make superuser       an account for the admin"
	@echo "make t T=...         the tests one is working at: a file, a folder, file::test, or words of their names"
	@echo "make format          format, and mend what the linter can mend"
	@echo "make types           the client's types of the API anew, when that has changed"
	@echo "make test            format, lint, structure, import rules, types, migrations, tests on SQLite and PostgreSQL"
	@echo "make test-psycopg3   the tests on PostgreSQL through psycopg 3, as with procrastinate"
	@echo "make bench           speed and memory, as ratios measured in one run"
	@echo "make chaos           kills, restarts and outages under uploads: is anything lost? A=... for its options"
	@echo "make siege           hostile files of every kind at once, while others are served. A=... for its options"
	@echo "make clean           remove what the above made, except .env and var/"

run:
	@scripts/run

seed:
	@scripts/seed

superuser:
	@scripts/superuser

t:
	@scripts/t "$(T)"

format:
	@scripts/format

types:
	@scripts/client_types

test:
	@scripts/test

test-psycopg3:
	@scripts/test_psycopg3

bench:
	@scripts/bench/run

chaos:
	@scripts/chaos/run $(A)

siege:
	@scripts/chaos/besiege $(A)

clean:
	@rm -rf client/node_modules client/dist client/src/i18n/generated .venv .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find backend scripts -name __pycache__ -prune -exec rm -rf {} +
