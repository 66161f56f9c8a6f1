"""Folded columns: texts of a row as they are searched and compared, the same on every database."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.db.models.sql.compiler import SQLCompiler

# The patterns of which one is to be found in a text: `ledger/search_text.py`.
type Term = frozenset[str]


class FoldedField(models.TextField):
    """Another text of the row, `of` that name, folded `by` a function whenever the row is saved.

    A text field: what is folded may be longer.
    """

    def __init__(self, *args: Any, of: str, by: Callable[[str], str], **options: Any) -> None:
        self.of, self.by = of, by
        given: dict[str, Any] = {"editable": False, "blank": True, "default": "", "db_default": ""}
        super().__init__(*args, **(given | options))

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"of": self.of, "by": self.by}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 - Django's
        folded = self.by(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, folded)
        return folded


def has_terms(column: str, terms: Iterable[Term]) -> Q:
    """Every term is in the column. Patterns are words and blanks, so none needs to be escaped."""
    found = Q()
    for term in terms:
        patterns = ((f"{column}__contains", pattern) for pattern in sorted(term))
        found &= Q(*patterns, _connector=Q.OR)
    return found


class SearchDocument(models.Func):
    """What earlier releases searched in; a migration still speaks of it."""

    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        template = "to_tsvector('simple', %(expressions)s)"
        return self.as_sql(compiler, connection, template=template, **context)


class SearchDocumentField(models.Field):
    """Its column."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"
