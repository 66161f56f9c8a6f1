"""The scope of a report: whose entries, of which period, which of them, and in which currency.

Which rows it leaves is said by the rows' own methods (`receipts.models.entry_filters`).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from common.periods import Period
from receipts.models.entry_filters import EntryScope


@dataclass(frozen=True, kw_only=True)
class ReportScope(EntryScope):
    """`convert_to` empty: currencies stay side by side. `categories`: how they were named."""

    today: date
    convert_to: str = ""
    categories: str = ""

    def within(self, period: Period) -> Self:
        return replace(self, period=period)

    def of_type(self, type_: str) -> Self:
        """As asked for, or else of this type."""
        return replace(self, type=self.type or type_)

    @property
    def filters(self) -> dict[str, str]:
        """Those that were set, as they were asked for over HTTP; the period is none."""
        asked = {
            "currency": self.currency,
            "convert_to": self.convert_to,
            "transaction_type": self.type,
            "category": self.categories,
            "vendor": self.vendor,
            "reviewed_only": "true" if self.only_reviewed else "",
        }
        return {name: value for name, value in asked.items() if value}
