"""Django in the process of a bench itself, on the PostgreSQL of `TEST_DATABASE_URL`."""

import os
import sys

import django


def set_up() -> None:
    """Before anything of the project is imported."""
    # A file beside this one has the name of an app, which must be found first.
    sys.path.append(sys.path.pop(0))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "backend.settings",
        "SECRET_KEY": "bench-only-0123456789-abcdefghij-klmnopqrst-uvwxyz",
        "DATABASE_URL": os.environ["TEST_DATABASE_URL"],
        "ALLOWED_HOSTS": "testserver",
        "HTTPS_ONLY": "false",
        "DJANGO_LOG_LEVEL": "ERROR",
    }
    django.setup()
