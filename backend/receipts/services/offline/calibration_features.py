"""Features that calibrate the confidence in a value that rules read, for each such field.

`scripts/train_reader.py` counts on synthetic receipts how often such values are right, by these.
"""

from receipts.services.offline.amounts.sums import Sums
from receipts.services.offline.currency import Locale
from receipts.services.offline.other_fields import Fact

Features = dict[str, float]

# No receipt has many taxes; more rows mean a table that was taken apart wrongly.
_MOST_ROWS = 4
# Beyond it more of it makes a country no surer.
_MOST_AHEAD = 6.0


def describe_sums(sums: Sums, *, total_confidence: float) -> Features:
    """For subtotal, tax, discount, tip and rounding alike: they stand and fall with the total."""
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


def describe_fact(fact: Fact) -> Features:
    return {"rank": float(fact.rank), "score": fact.line.score, "length": float(len(fact.value))}


def describe_locale(locale: Locale) -> Features:
    return {
        "is_sure": float(locale.is_sure),
        "is_printed": float(bool(locale.printed)),
        "ahead": min(max(locale.ahead, 0.0), _MOST_AHEAD),
    }
