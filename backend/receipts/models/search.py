"""Full-text search: the words of an entry, as a column that the database itself keeps in step.

PostgreSQL: a `tsvector` with a GIN index. SQLite: the plain text.
"""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

type Sql = tuple[str, Any]

# No stemming and no stop words: receipts come in every language, and "The Bar" is a name.
_CONFIGURATION = "simple"


class SearchDocument(models.Func):
    """All the texts in one document."""

    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> Sql:
        template = f"to_tsvector('{_CONFIGURATION}', %(expressions)s)"
        return self.as_sql(compiler, connection, template=template, **context)


class SearchDocumentField(models.Field):
    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"


@SearchDocumentField.register_lookup
class HasWords(models.Lookup):
    """Every word of the text begins a word of the document, in any order, whatever the case.

    On SQLite a word may also stand inside another one, and only ASCII letters fold their case.
    """

    lookup_name = "has_words"
    prepare_rhs = False

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        document, params = self.process_lhs(compiler, connection)
        sql = f"{document} @@ to_tsquery('{_CONFIGURATION}', %s)"
        return sql, (*params, " & ".join(map(_prefix_query, self._words())))

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        document, params = self.process_lhs(compiler, connection)
        words = self._words()
        sql = " AND ".join([rf"{document} LIKE %s ESCAPE '\'"] * len(words)) or "1 = 0"
        patterns = (f"%{connection.ops.prep_for_like_query(word)}%" for word in words)
        return f"({sql})", (*list(params) * len(words), *patterns)

    def _words(self) -> list[str]:
        return str(self.rhs).split()


def _prefix_query(word: str) -> str:
    """Quoted as a whole, so that what is typed is never an operator of the query language."""
    quoted = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}':*"
