"""A table as people read it in a terminal, and as Markdown. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Table:
    """The first column is text, the others are figures. `notes` stand below."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()


def as_text(table: Table) -> str:
    lines = [table.header, *table.rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(table.header))]
    body = [
        "  ".join(_pad(cell, width, is_first=not place) for place, (cell, width) in cells).rstrip()
        for cells in (enumerate(zip(line, widths, strict=True)) for line in lines)
    ]
    return "\n".join([table.title, *body, *table.notes])


def as_markdown(table: Table) -> str:
    """As GitHub renders it (GFM 4.10)."""
    rule = ["---"] + ["---:"] * (len(table.header) - 1)
    body = [_markdown_row(cells) for cells in (table.header, rule, *table.rows)]
    notes = [note for line in table.notes for note in ("", line)]
    return "\n".join([f"### {table.title}", "", *body, *notes])


def _pad(cell: str, width: int, *, is_first: bool) -> str:
    return cell.ljust(width) if is_first else cell.rjust(width)


def _markdown_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
