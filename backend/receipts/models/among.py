"""Lookup of rows of any of a thousand others, by one parameter: `filter(transaction__among=ids)`.

`__in` checks, converts and binds each number by itself, which takes longer than the query.
"""

import json
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler


@models.ForeignKey.register_lookup
class Among(models.Lookup):
    """`rhs` is a list of whole numbers."""

    lookup_name = "among"
    prepare_rhs = False

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*params, self.rhs)

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        numbers = "SELECT value FROM json_each(%s)"
        return f"{column} IN ({numbers})", (*params, json.dumps(self.rhs))
