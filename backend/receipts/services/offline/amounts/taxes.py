"""Tax lines as the contract wants them: rate, net and tax as text."""

from collections.abc import Sequence

from receipts.services.extraction import ReadTaxLine
from receipts.services.offline.amounts.tax_rows import TaxRow, tax_word
from receipts.services.offline.layout import Sheet


def as_tax_lines(rows: Sequence[TaxRow], sheet: Sheet) -> tuple[ReadTaxLine, ...]:
    """Every labelled tax once, in the order of the receipt."""
    lines = {
        # Receipts repeat a tax in a summary; two taxes alike have names of their own.
        (row.tax.value, tax_word(row.tax.label), row.net and row.net.value): ReadTaxLine(
            rate=str(row.rate) if row.rate is not None else None,
            net=str(row.net.value) if row.net else None,
            tax=str(row.tax.value),
            box=sheet.rows[row.tax.row].box,
        )
        for row in reversed(rows)
        if row.has_label or row.net is not None or row.gross is not None
    }
    return tuple(reversed(lines.values()))
