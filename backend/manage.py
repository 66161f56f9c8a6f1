#!/usr/bin/env python
"""Django's command line for Smart Accounting."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from common.task_engines.thread_pool_backend import drain_pools

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    finally:
        # A command may have queued work, which its interpreter would still begin while it ends.
        drain_pools()
