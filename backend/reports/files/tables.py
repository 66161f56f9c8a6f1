"""Tables with typed columns, of which every kind of file is made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from common.localization.sentences import translated
from reports.aggregates.coverage import Coverage
from reports.aggregates.question import Question


class Kind(StrEnum):
    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    NUMBER = "number"
    COUNT = "count"


@dataclass(frozen=True, kw_only=True)
class Column:
    """`width` relative to the other columns of the table, for paper. `words`: what people read
    for values of ours, such as "credit note" for `credit_note`."""

    label: str
    kind: Kind = Kind.TEXT
    width: float = 1.0
    words: Mapping[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Bars, in one currency."""

    title: str
    currency: str
    labels: list[str]
    series: dict[str, list[Decimal]]


@dataclass(frozen=True, kw_only=True)
class Table:
    """`currency_at`: the column that says in which currency the row's money is. `rows` may be read
    once only; `size` is how many there are."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[tuple[Any, ...]]
    size: int
    totals: Sequence[tuple[Any, ...]] = ()
    currency_at: int | None = None
    charts: Sequence[Chart] = ()

    def currency_of(self, row: tuple[Any, ...]) -> str:
        return "" if self.currency_at is None else row[self.currency_at] or ""


@dataclass(frozen=True, kw_only=True)
class Document:
    """`is_plain`: the file is one table and nothing else, for programs that read it."""

    name: str
    title: str
    question: Question
    tables: Sequence[Table]
    coverage: Coverage
    coverage_table: Table
    is_plain: bool = False
    sentences: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(table.size for table in self.tables)


def filters_of(question: Question) -> dict[str, str]:
    """Those that were set, for the cover, in its language."""
    scope = question.scope
    asked = {
        "Currency": scope.currency,
        "Converted to": scope.convert_to,
        "Type": translated(scope.type),
        "Vendor": scope.vendor,
        "Categories": scope.categories.replace(",", ", "),
        "Review": translated("reviewed entries only") if scope.only_reviewed else "",
    }
    return {translated(name): value for name, value in asked.items() if value}


def table_of_coverage(coverage: Coverage) -> Table:
    rows = [("Counted", coverage.counted, "entries in this report")]
    rows += [("Counted, in doubt", reason.count, reason.text) for reason in coverage.doubtful]
    rows += [("Not counted", reason.count, reason.text) for reason in coverage.left_out]
    said = [(translated(word), number, translated(why)) for word, number, why in rows]
    columns = (
        Column(label="Coverage", width=2),
        Column(label="Entries", kind=Kind.COUNT),
        Column(label="Why", width=5),
    )
    return Table(title="Coverage", columns=columns, rows=said, size=len(said))
