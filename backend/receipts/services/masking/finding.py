"""Private pieces of a row: of every kind, without what only looks like one."""

import re
from collections.abc import Iterator

from receipts.services.masking.cards import find_cards
from receipts.services.masking.ibans import find_ibans
from receipts.services.masking.labelled_numbers import find_loyalty_numbers, find_phones
from receipts.services.masking.pieces import PrivatePiece, fold_in_place
from receipts.services.masking.staff_names import find_staff_names
from receipts.services.offline.other_fields import numbers_in

_TAX_NUMBER = re.compile(
    r"\b(?:VAT|TVA|UST|IVA|BTW|GST|SST|MOMS|MVA|PTU|DPH|KDV|NIP|NIF|CIF|RFC|TIN|ABN|ACN|SIREN|SIRET"
    r"|RCS|KVK|HRB|GSTIN|NPWP|FSSAI|CVR|TAX|EIN|UID|STEUER|ST)"
    r"(?:[ .-]*(?:NR|NO|ID|IDNR|NUMMER|NUMBER|REG|N))*[ .:#-]{0,4}"
    r"(?P<number>[A-Z]{0,3}\d[\d .-]{4,22}\d)"
)
# Of two kinds that claim the same digits the first has them.
_FINDERS = (find_ibans, find_loyalty_numbers, find_cards, find_phones, find_staff_names)


def find_private_pieces(text: str) -> list[PrivatePiece]:
    """Of one row, whose cells stand apart by `CELL_GAP`; in their order, none across another."""
    folded = fold_in_place(text)
    kept = list(_numbers_for_the_books(folded))
    found: list[PrivatePiece] = []
    for find in _FINDERS:
        for piece in find(folded):
            taken = any(other.overlaps(piece.start, piece.end) for other in found)
            is_kept = any(piece.overlaps(*span) for span in kept)
            if not taken and not is_kept:
                found.append(piece)
    return sorted(found, key=lambda piece: piece.start)


def _numbers_for_the_books(folded: str) -> Iterator[tuple[int, int]]:
    """Of the receipt itself, and of taxes."""
    for match in (*numbers_in(folded), *_TAX_NUMBER.finditer(folded)):
        yield match.span("number")
