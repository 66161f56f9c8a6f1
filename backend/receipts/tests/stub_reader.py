"""A reader for tests of everything around reading: it answers what the test has told it."""

from collections.abc import Callable, Sequence

from receipts.services.extraction import (
    ExtractedReceipt,
    ExtractionError,
    Page,
    ReadField,
    ReadingContext,
    ReadLineItem,
    ReadTaxLine,
    Usage,
)


def printed(value: str, confidence: float = 0.99) -> ReadField:
    return ReadField(value=value, source="offline", printed=value, confidence=confidence)


def good_reading(**changes: object) -> ExtractedReceipt:
    """Everything agrees: 10.42 and 20 % tax are 12.50."""
    values: dict = {
        "engine": "offline",
        "usage": Usage(model="stub"),
        "vendor": printed("Corner Cafe"),
        "purchased_on": printed("2026-04-03"),
        "total": printed("12.50"),
        "subtotal": printed("10.42"),
        "tax": printed("2.08"),
        "currency": printed("GBP"),
        "transaction_type": printed("expense"),
        "category": printed("meals"),
        "tax_lines": (ReadTaxLine(rate="20", net="10.42", tax="2.08"),),
        "items": (
            ReadLineItem(description="Flat white", quantity="2", unit_price="3.75", amount="7.50"),
            ReadLineItem(description="Scone", amount="5.00"),
        ),
    }
    return ExtractedReceipt(**(values | changes))


class StubReader:
    """`answers` are used in turn, the last one again and again; an exception is raised."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.answers: list[ExtractedReceipt | BaseException] = [good_reading()]
        self.seen: list[tuple[Sequence[Page], ReadingContext]] = []
        self.while_reading: Callable[[], object] = lambda: None

    def extract(self, pages: Sequence[Page], *, context: ReadingContext) -> ExtractedReceipt:
        self.seen.append((pages, context))
        self.while_reading()
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, BaseException):
            raise answer
        return answer


STUB = StubReader()
SECOND_STUB = StubReader()


def stub_reader() -> StubReader:
    return STUB


def second_stub_reader() -> StubReader:
    return SECOND_STUB


def passing_failure(**changes: object) -> ExtractionError:
    """An answer about this receipt; the next one may be another."""
    values: dict = {"code": "answer_invalid", "retryable": True}
    return ExtractionError("The answer makes no sense.", **(values | changes))


def outage(**changes: object) -> ExtractionError:
    values: dict = {"code": "service_unavailable", "retryable": True, "outage": True}
    return ExtractionError("The service has a fault.", **(values | changes))


def lasting_failure() -> ExtractionError:
    return ExtractionError("The service refused.", code="refused", retryable=False)
