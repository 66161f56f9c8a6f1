"""Tax lines as the contract wants them: rate, net and tax as text."""

import re
from collections.abc import Sequence
from decimal import Decimal

from receipts.services.extraction import ReadTaxLine, TaxLineKind
from receipts.services.offline.amounts.amount_tokens import find_amounts
from receipts.services.offline.amounts.labels import kinds_of
from receipts.services.offline.amounts.sums import Sums
from receipts.services.offline.amounts.tax_rows import TaxRow, printed_rate, tax_word
from receipts.services.offline.layout import Row, Sheet
from receipts.services.offline.text import fold

_WORD = r"(?:TAX|GST|SST|VAT|HST|PST|MWST|UST|TVA|IVA|BTW|MOMS|MVA|PTU|DPH|KDV|AFA|ALV|PPN|IGV)"
# "TVA 20N": the sign behind the rate was taken for a letter; longer numbers are registrations.
_RATE_MISREAD = re.compile(rf"\b{_WORD}\W{{0,3}}[1-9]\d?(?:[.,]\d\d?)?\s?[NXK96]?(?![\w.,/-])")
_TAX_ALONE = re.compile(rf"(?:(?:SALES|STATE|LOCAL|CITY|TOTAL) )?{_WORD}(?:ES)?\W*")
# Rows around a tax within which the other sums stand.
_NEAR = 3


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
    """The row that names a tax, its rate or its place in a table, whose amount was not read. "":
    there is none."""
    if sums.tax:
        return ""
    rows = sheet.rows
    missed = (row.text for index, row in enumerate(rows) if _is_tax_without_amount(rows, index))
    return next(missed, "")


def _is_tax_without_amount(rows: Sequence[Row], index: int) -> bool:
    text = rows[index].text
    if _TAX_ALONE.fullmatch(fold(text)):
        return _is_among_sums(rows, index)
    if "tax" in kinds_of(text):
        return bool(printed_rate(text)) or _RATE_MISREAD.search(fold(text)) is not None
    has_heading = index > 0 and _is_heading(rows[index - 1])
    return has_heading and bool(printed_rate(text)) and bool(find_amounts(text)[1:])


def _is_heading(row: Row) -> bool:
    """Of a table with a column of taxes."""
    return len(row.cells) > 1 and "tax" in kinds_of(row.text) and not find_amounts(row.text)


def _is_among_sums(rows: Sequence[Row], index: int) -> bool:
    """Below an amount, with another one or a total's label below."""
    above = rows[max(0, index - _NEAR) : index]
    below = rows[index + 1 : index + 1 + _NEAR]
    return any(find_amounts(row.text) for row in above) and any(
        "total" in kinds_of(row.text) for row in below
    )
