"""What the trust in a value that rules read rests on, in numbers, for each such field.

`scripts/train_reader.py` counts on made receipts how often such values are right, by these clues.
"""

from receipts.services.offline.amounts.sums import Sums
from receipts.services.offline.currency import Locale
from receipts.services.offline.other_fields import Fact

Clues = dict[str, float]

# No receipt has many taxes; more rows mean a table that was taken apart wrongly.
_MOST_ROWS = 4
# Beyond it more clues make a country no surer.
_MOST_AHEAD = 6.0


def clues_of_sums(sums: Sums, *, total_confidence: float) -> Clues:
    """For subtotal, tax and discount alike: they stand and fall with the total."""
    mention = sums.tax_at or sums.subtotal or sums.discount
    return {
        "fits": float(sums.fits),
        "has_both": float(sums.subtotal is not None and sums.tax is not None),
        "rows": float(min(len(sums.tax_rows), _MOST_ROWS)),
        "has_net": float(any(row.net is not None for row in sums.tax_rows)),
        "has_rate": float(any(row.rate is not None for row in sums.tax_rows)),
        "total": total_confidence,
        "score": mention.line.score if mention else 0.0,
    }


def clues_of_fact(fact: Fact) -> Clues:
    return {"rank": float(fact.rank), "score": fact.line.score, "length": float(len(fact.value))}


def clues_of_locale(locale: Locale) -> Clues:
    return {
        "is_sure": float(locale.is_sure),
        "is_printed": float(bool(locale.printed)),
        "ahead": min(max(locale.ahead, 0.0), _MOST_AHEAD),
    }
