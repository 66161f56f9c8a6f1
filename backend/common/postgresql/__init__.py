"""Database backend: Django's for PostgreSQL, with a bounded pool of connections in each process.

For psycopg2. With psycopg 3 Django has such a pool itself (`OPTIONS["pool"]`).
"""
