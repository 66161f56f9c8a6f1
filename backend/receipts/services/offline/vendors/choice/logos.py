"""Logos: the name in large print, beside what smaller print or the page's own text says."""

from collections.abc import Sequence

from receipts.services.offline.layout import Line, Row, Sheet
from receipts.services.offline.text import any_of, fold
from receipts.services.offline.vendors.line_features import traits_of
from receipts.services.offline.vendors.name_candidate import NameCandidate

# Logos are this much higher than usual lines.
_LOGO = 1.4
# What a department is called behind a name; "Service" alone may be a part of the name.
_DEPARTMENT = any_of(r"""
    ^SERVICES? (?:ABONNES?|ABONNEMENTS?|CLIENTS?|CLIENTELE|CONSOMMATEURS?|FACTURATION)$
    ^(?:CUSTOMER|CLIENT|BILLING|ACCOUNTS?|SUPPORT|SALES) (?:SERVICES?|SUPPORT|CARE|DEPARTMENT)$
    ^(?:KUNDENSERVICE|KUNDENDIENST|KUNDENBETREUUNG|BUCHHALTUNG|RECHNUNGSSTELLE|KLANTENSERVICE)$
    ^(?:SERVIZIO CLIENTI|ATENCION AL CLIENTE|BILLING|SUPPORT)$
""")
# Of a seller's numbers and addresses, in so many rows below its name; a customer has seldom two.
_LEAST_OF_SELLER, _ROWS_OF_SELLER = 2, 8
_FIRST_ROWS = 14
# In heights of a line: edges of lines that stand in one column.
_ALIGNED = 1.0


def without_department(chosen: NameCandidate, candidates: Sequence[NameCandidate]) -> NameCandidate:
    """The logo that a department's line begins with: "fern", "Fern Customer Service". Itself where
    there is none."""
    name = fold(chosen.name)
    return next(
        (
            logo
            for logo in candidates
            if _is_logo(logo)
            and logo.last_row < chosen.first_row
            and name.startswith(f"{fold(logo.name)} ")
            and _DEPARTMENT.search(name.removeprefix(fold(logo.name)).strip())
        ),
        chosen,
    )


def company_of_text(
    sheet: Sheet, chosen: NameCandidate, candidates: Sequence[NameCandidate]
) -> NameCandidate:
    """The company that a page's own text names with its numbers, where the chosen name was seen in
    a picture beside the text: that is a brand, or what is sold. Itself where there is none."""
    if any(line.is_own for line in chosen.lines):
        return chosen
    return next((c for c in candidates if _is_company(sheet, c)), chosen)


def _is_logo(name: NameCandidate) -> bool:
    return len(name.lines) == 1 and name.lines[0].height >= _LOGO


def _is_company(sheet: Sheet, name: NameCandidate) -> bool:
    if len(name.lines) != 1 or not name.lines[0].is_own or name.first_row >= _FIRST_ROWS:
        return False
    below = sheet.rows[name.first_row + 1 :][:_ROWS_OF_SELLER]
    lines = [line for row in below for line in _in_column(row, name.lines[0])]
    return traits_of(name.printed).legal_form and sum(map(_is_of_seller, lines)) >= _LEAST_OF_SELLER


def _in_column(row: Row, top: Line) -> list[Line]:
    return [
        line
        for line in row.cells
        if min(abs(line.left - top.left), abs(line.right - top.right)) <= _ALIGNED
    ]


def _is_of_seller(line: Line) -> bool:
    traits = traits_of(line.text)
    return traits.contact or traits.registration
