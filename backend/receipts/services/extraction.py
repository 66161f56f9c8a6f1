"""Extraction contract, step 4: what a reader is given and what it must answer.

Every engine keeps it, so the pipeline, the validator and `evaluate_extraction` know no engine.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol, cast, get_args

# xml: the file says it itself, as an e-invoice.
Source = Literal["openai", "offline", "xml"]
# Where the characters of a value come from: recognised in the picture, the text that a PDF's page
# has itself, or an e-invoice.
Origin = Literal["picture", "text", "xml"]
# Between the printed amounts of which a value is the sum.
SUM_MARK = " + "
DateOrder = Literal["dmy", "mdy"]
# Withheld: kept back by the customer and paid for the seller, as IRPF or a ritenuta d'acconto.
TaxLineKind = Literal["charged", "withheld"]
PictureFault = Literal["picture_dark", "picture_blurred", "picture_cut"]
# Of a page whose file says them itself.
MOST_TEXT_LINES = 2_000
# What nobody outside needs for the books; a name is one of who served.
PrivateKind = Literal["card", "iban", "phone", "loyalty", "staff_name"]
Point = tuple[float, float]
PICTURE_FAULTS: tuple[PictureFault, ...] = get_args(PictureFault)


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page, upright and enhanced: JPEG bytes and their size in pixels. `faults` of its picture
    make it hard to read. `number`: which of its document it is, from 0. `text`: its lines, where
    its file says them itself and can be trusted; the page of their places is 0. `masked`: the kinds
    of the private pieces that were painted out, one by one."""

    jpeg: bytes
    width: int
    height: int
    faults: tuple[PictureFault, ...] = ()
    number: int = 0
    text: "tuple[TextLine, ...]" = ()
    masked: tuple[PrivateKind, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Fingerprint:
    """Looks of a page. `upright` is a 64-bit difference hash as 16 hex digits; `turned` are those
    of the other three quarter turns, one after the other, so that a photo that was turned is found
    as well."""

    upright: str
    turned: str


@dataclass(frozen=True, kw_only=True)
class ReadingContext:
    """What is known before reading. `date_order` None: the account has not said."""

    today: date
    date_order: DateOrder | None = None
    home_currency: str | None = None  # ISO 4217
    country: str | None = None  # ISO 3166-1 alpha-2
    known_vendors: tuple[str, ...] = ()  # of the account's earlier entries, the most frequent first
    company: str = ""  # the account's own name, where it has said it


@dataclass(frozen=True, kw_only=True)
class Box:
    """A place on a page: `page` from 0, edges as fractions (0 to 1) of its width and height."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


def around(boxes: Sequence[Box]) -> Box:
    """One box for the pieces of a thing; they stand on one page."""
    return Box(
        page=boxes[0].page,
        left=min(box.left for box in boxes),
        top=min(box.top for box in boxes),
        right=max(box.right for box in boxes),
        bottom=max(box.bottom for box in boxes),
    )


@dataclass(frozen=True, kw_only=True)
class TextLine:
    """One printed line as it was seen; `score` is the recogniser's own, 0 to 1. `corners`:
    clockwise from the top of its first letter, on the page as it came, as fractions of its width
    and height; None: those of the box."""

    text: str
    score: float
    box: Box
    corners: tuple[Point, Point, Point, Point] | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class ReadField:
    """One value as text. `printed` is the piece of the receipt it was taken from ("" if unknown).

    `confidence` is the engine's own, 0 to 1, or None where it has none. `origin` None: it stands
    nowhere, or the engine cannot tell, as a model that is given both picture and text.
    """

    value: str
    source: Source
    printed: str = ""
    confidence: float | None = None
    box: Box | None = None
    origin: Origin | None = None


@dataclass(frozen=True, kw_only=True)
class ReadLineItem:
    description: str
    quantity: str | None = None
    unit_price: str | None = None
    amount: str | None = None
    box: Box | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class ReadTaxLine:
    """`rate` in percent, as text. What is withheld is an amount above zero."""

    kind: TaxLineKind = "charged"
    rate: str | None = None
    net: str | None = None
    tax: str | None = None
    box: Box | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class Usage:
    """What one read took. Tokens and cost are None for an engine that has no meter."""

    model: str
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: Decimal | None = None

    @property
    def has_meter(self) -> bool:
        return (self.input_tokens, self.output_tokens, self.cost_usd) != (None, None, None)


def usage_together(first: Usage, second: Usage) -> Usage:
    """Of two questions about one receipt, under the first one's name. What one of two that have a
    meter does not say is not known of both."""
    if not first.has_meter or not second.has_meter:
        return replace(first if first.has_meter else second, model=first.model)
    return Usage(
        model=first.model,
        input_tokens=_sum(first.input_tokens, second.input_tokens),
        output_tokens=_sum(first.output_tokens, second.output_tokens),
        cost_usd=_sum(first.cost_usd, second.cost_usd),
    )


def _sum[Number: (int, Decimal)](one: Number | None, other: Number | None) -> Number | None:
    return None if one is None or other is None else one + other


@dataclass(frozen=True, kw_only=True)
class ExtractedReceipt:
    """Text as the engine read it, None where it found nothing; the fields are those of `fields`.

    Untrusted until `data_validator` has seen it.
    """

    engine: Source
    usage: Usage
    document_kind: ReadField | None = None  # a word of `DOCUMENT_KINDS`
    vendor: ReadField | None = None
    purchased_on: ReadField | None = None
    total: ReadField | None = None
    subtotal: ReadField | None = None
    discount: ReadField | None = None
    tax: ReadField | None = None  # all taxes together, where the receipt or the engine says so
    tip: ReadField | None = None  # part of the total
    rounding: ReadField | None = None  # of the total, with its sign
    currency: ReadField | None = None
    transaction_type: ReadField | None = None  # "expense" or "income"
    category: ReadField | None = None  # a slug of the closed list
    payment_method: ReadField | None = None
    receipt_number: ReadField | None = None
    item_count: ReadField | None = None
    charges: tuple[str, ...] = ()  # for service, and what nothing else explains, of the total
    tax_lines: tuple[ReadTaxLine, ...] = ()
    items: tuple[ReadLineItem, ...] = ()
    lines: tuple[TextLine, ...] = ()  # in reading order, where the engine sees lines
    is_one_receipt: bool = True  # False: several stand in one picture
    parts: tuple[tuple[Box, ...], ...] = ()  # where each of several receipts stands
    is_script_read: bool = True  # False: it knows the digits, but not the letters
    missed_tax: str = ""  # the line of a tax whose amount could not be read

    def field(self, name: str) -> ReadField | None:
        """By its name in the table of fields."""
        read: ReadField | None = getattr(self, name)
        return read


def with_page_numbers(reading: ExtractedReceipt, numbers: Sequence[int]) -> ExtractedReceipt:
    """Its places on the pages that were read, told as places in the document."""
    return cast(ExtractedReceipt, _placed(reading, numbers))


def _placed(value: object, numbers: Sequence[int]) -> object:
    if isinstance(value, Box):
        return replace(value, page=numbers[value.page])
    if isinstance(value, tuple):
        return tuple(_placed(one, numbers) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{one.name: _placed(getattr(value, one.name), numbers) for one in fields(value)}
        )
    return value


class ExtractionError(Exception):
    """The engine gave no result.

    `retryable` says whether a later try may work, `outage` that this is no answer about the receipt
    but about a service that every receipt needs. `code` is stable, the message is for the person,
    `retry_after` is the service's own wish in seconds. `about_receipt` of an outage: the engine
    cannot tell whether it is one; this is the error if the service answers for other receipts.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str,
        retryable: bool,
        outage: bool = False,
        retry_after: float | None = None,
        about_receipt: "ExtractionError | None" = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.retryable = retryable
        self.outage = outage
        self.retry_after = retry_after
        self.about_receipt = about_receipt
        # Of answers that came and were of no use. None: none came.
        self.usage: Usage | None = None


class Extractor(Protocol):
    """Reads the pages of one receipt. Raises ExtractionError and nothing else."""

    def extract(self, pages: Sequence[Page], *, context: ReadingContext) -> ExtractedReceipt: ...
