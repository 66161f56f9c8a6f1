"""Tax lines as the contract wants them: rate, net and tax as text."""

from collections.abc import Sequence
from decimal import Decimal

from receipts.services.extraction import ReadTaxLine, TaxLineKind
from receipts.services.offline.amounts.labels import kinds_of
from receipts.services.offline.amounts.sums import Sums
from receipts.services.offline.amounts.tax_rows import TaxRow, printed_rate, tax_word
from receipts.services.offline.layout import Sheet


def as_tax_lines(
    rows: Sequence[TaxRow], withheld: Sequence[TaxRow], sheet: Sheet
) -> tuple[ReadTaxLine, ...]:
    """Every labelled tax once, in the order of the receipt, then what is withheld."""
    lines = {
        # Receipts repeat a tax in a summary; two taxes alike have names of their own.
        (row.tax.value, tax_word(row.tax.label), row.net and row.net.value): _line(
            row, row.tax.value, "charged", sheet
        )
        for row in reversed(rows)
        if row.has_label or row.net is not None or row.gross is not None
    }
    kept_back = (_line(row, abs(row.tax.value), "withheld", sheet) for row in withheld)
    return (*reversed(lines.values()), *kept_back)


def _line(row: TaxRow, tax: Decimal, kind: TaxLineKind, sheet: Sheet) -> ReadTaxLine:
    return ReadTaxLine(
        kind=kind,
        rate=str(row.rate) if row.rate is not None else None,
        net=str(row.net.value) if row.net else None,
        tax=str(tax),
        box=sheet.rows[row.tax.row].box,
    )


def missed_tax(sums: Sums, sheet: Sheet) -> str:
    """The row that names a tax with its rate, though no tax was read. "": there is none."""
    if sums.taxes:
        return ""
    rows = (row.text for row in sheet.rows if "tax" in kinds_of(row.text))
    return next((text for text in rows if printed_rate(text)), "")
