"""The cache in the database, which limits count in.

Django's own keeps silent where it cannot write: a sign-in would be told that it was one too many,
while the disk is full.
"""

from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache as DjangosDatabaseCache
from django.db import Error, connections, router

from common.database_errors import is_database_away


class DatabaseCache(DjangosDatabaseCache):
    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        failures: list[Error] = []

        def watch(execute: Callable[..., Any], *call: Any) -> Any:
            try:
                return execute(*call)
            except Error as error:
                failures.append(error)
                raise

        connection = connections[router.db_for_write(self.cache_model_class)]
        with connection.execute_wrapper(watch):
            done: bool = super()._base_set(mode, key, value, timeout)  # type: ignore[misc]
        if failures and is_database_away(failures[-1]):
            raise failures[-1]
        return done
