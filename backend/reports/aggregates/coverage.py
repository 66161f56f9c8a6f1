"""Coverage of a report: how much it counts, and how much it does not and why."""

from dataclasses import dataclass, replace

from receipts.models import NO_PURCHASES
from reports.aggregates.frame import Frame
from reports.aggregates.postings import Ledger
from reports.aggregates.scope import ReportScope

# Where the rows behind a reason are listed.
RECEIPTS, ENTRIES, BEHIND = "receipts", "transactions", "report-entries"


@dataclass(frozen=True, kw_only=True)
class Reason:
    """`listed`: which list shows exactly these rows, under the filters in `params`."""

    code: str
    count: int
    text: str
    listed: str
    params: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """`doubtful` are counted all the same; `left_out` are not."""

    counted: int
    doubtful: list[Reason]
    left_out: list[Reason]

    def without_zeros(self, count: int, scope: ReportScope) -> "Coverage":
        """For a file that cannot hold so many of what the sums count."""
        if not count:
            return self
        left_out = [*self.left_out, _reason("zero_amount", count, scope)]
        return replace(self, counted=self.counted - count, left_out=left_out)

    def doubting(self, code: str, frame: Frame, scope: ReportScope) -> "Coverage":
        """With a further doubt, which only this report has, if the frame counts any."""
        count = frame.counts[code]
        return replace(
            self, doubtful=[*self.doubtful, _reason(code, count, scope)] if count else self.doubtful
        )

    @property
    def counts(self) -> dict[str, int]:
        """By reason, and what was counted."""
        reasons = [*self.doubtful, *self.left_out]
        return {"counted": self.counted} | {reason.code: reason.count for reason in reasons}


def coverage_of(scope: ReportScope, frame: Frame, ledger: Ledger) -> Coverage:
    """What was counted, what of it is in doubt, and what was not counted and why."""
    numbers = frame.counts | {
        "other_currency": ledger.in_other_currency,
        "without_total": ledger.without_total,
        "without_rate": ledger.without_rate,
    }
    unreviewed = ["unreviewed"]
    doubtful = ([] if scope.only_reviewed else unreviewed) + ["open_duplicates"]
    others = {"unreviewed", "open_duplicates", "zero_amount", "without_net"}
    left_out = [name for name in TEXTS if name not in others]
    left_out += unreviewed if scope.only_reviewed else []
    return Coverage(
        counted=ledger.counted,
        doubtful=[_reason(name, numbers[name], scope) for name in doubtful if numbers[name]],
        left_out=[_reason(name, numbers[name], scope) for name in left_out if numbers[name]],
    )


# In the order in which they are said; the code, one, many.
TEXTS = {
    "unreviewed": "not looked at by a person, though something in the reading is in doubt",
    "open_duplicates": "possibly the same purchase as another one; nobody has said yet",
    "failed": "could not be read",
    "waiting": "not read yet",
    "not_a_purchase": "no purchase, such as a quotation, a reminder or a card slip",
    "without_date": "without a date",
    "without_total": "without a total",
    "unknown_currency": "in a printed currency that is not known",
    "other_currency": "in another currency than the one asked for",
    "without_rate": "without a stored exchange rate for the date",
    "without_net": "with a tax of which neither the net amount nor a rate above zero is known",
    "zero_amount": "of nothing, for which the format has no place",
}


def _reason(code: str, count: int, scope: ReportScope) -> Reason:
    listed, params = _list_of(code, scope)
    return Reason(code=code, count=count, text=TEXTS[code], listed=listed, params=params)


def _list_of(code: str, scope: ReportScope) -> tuple[str, dict[str, str]]:
    """The lists of receipts and entries know no rates, no parts of an entry, and not which of two
    duplicates came later: there the report has a list of its own."""
    start, end = scope.period.start.isoformat(), scope.period.end.isoformat()
    if code in _OF_RECEIPTS:
        uploaded = {"uploaded_from": start, "uploaded_to": end}
        return RECEIPTS, _OF_RECEIPTS[code] | uploaded
    chosen = {"currency": scope.currency, "transaction_type": scope.type, "vendor": scope.vendor}
    is_plain = not scope.convert_to and scope.category_ids is None and not scope.only_reviewed
    if not is_plain or code not in _FILTERS:
        return BEHIND, {"reason": code} | _question(scope)
    days = ("created_from", "created_to") if code == "without_date" else ("start_date", "end_date")
    params = _FILTERS[code] | dict(zip(days, (start, end), strict=True)) | chosen
    if code == "other_currency":
        params = params | {"currency_not": params["currency"], "currency": ""}
    return ENTRIES, {name: value for name, value in params.items() if value}


def _question(scope: ReportScope) -> dict[str, str]:
    """The scope as it is asked for over HTTP."""
    start, end = scope.period.start.isoformat(), scope.period.end.isoformat()
    return {"start_date": start, "end_date": end, **scope.filters}


_OF_RECEIPTS = {
    # One that a person has completed by hand is in the books.
    "failed": {"ocr_status": "failed", "has_entry": "false"},
    "waiting": {"ocr_status": "pending,processing"},
    "not_a_purchase": {
        "ocr_status": "completed",
        "document_kind": ",".join(NO_PURCHASES),
        "has_entry": "false",
    },
}
_FILTERS = {
    "unreviewed": {"review_status": "unreviewed,needs_review", "has": "total"},
    "without_date": {"missing": "purchased_on"},
    "without_total": {"missing": "total"},
    "other_currency": {"has": "total"},
    "zero_amount": {"amount_min": "0", "amount_max": "0"},
}
