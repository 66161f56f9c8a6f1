"""Evidence of one receipt: what the list says of it, and where each value was read."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast, get_args

from rest_framework import serializers

from accounts.models import User
from receipts.ledger.fields import ENTRY_NAMES, READ_FIELDS
from receipts.ledger.listing import shown_receipt
from receipts.models import Receipt, ReceiptFile, TaxLine
from receipts.serializers.einvoices import EInvoiceSerializer, einvoice_shape
from receipts.serializers.receipts import ReceiptSerializer
from receipts.serializers.review import RepairSerializer
from receipts.serializers.shapes import file_shape, said_reason
from receipts.services.currencies import find_currency_mark, printed_minor_units, read_currency
from receipts.services.extraction import DateOrder, Origin
from receipts.services.files.frames import PDF_PAGE, PICTURE_PAGE
from receipts.services.files.kinds import PDF
from receipts.services.second_opinion.value_search import amounts_shown, dates_shown
from receipts.services.validation.dates import date_order
from receipts.storages.receipt_storage import PageLinkMaker


class PlaceSerializer(serializers.Serializer):
    """Edges as fractions (0 to 1) of the page's width and height."""

    page = serializers.IntegerField(help_text="from 0")
    left = serializers.FloatField()
    top = serializers.FloatField()
    right = serializers.FloatField()
    bottom = serializers.FloatField()


class PageSerializer(serializers.Serializer):
    """A page as it is looked at beside its evidence: `place.page` is its position."""

    position = serializers.IntegerField(help_text="from 0, over all files")
    file = serializers.IntegerField(help_text="the position of its file")
    width = serializers.IntegerField(allow_null=True, help_text="of the picture; null: not known")
    height = serializers.IntegerField(allow_null=True)
    url = serializers.CharField(help_text="its picture; runs out")


class DocumentPagesSerializer(serializers.Serializer):
    pages = PageSerializer(many=True, help_text="of all files, in order")


class FieldOpinionSerializer(serializers.Serializer):
    """What a second reader made of the value. "agrees": it took the same; "found": it took none,
    yet a line shows the value; "differs": it took another, yet a line shows it; "absent": none
    does."""

    outcome = serializers.ChoiceField(choices=["agrees", "found", "differs", "absent"])
    reader = serializers.CharField()
    value = serializers.CharField(allow_blank=True, help_text="what it took itself")
    printed = serializers.CharField(allow_blank=True, help_text="the line that shows the value")
    place = PlaceSerializer(allow_null=True, help_text="of that line")


class FieldEvidenceSerializer(serializers.Serializer):
    """What a reader found, whatever a person has made of it since."""

    value = serializers.CharField(allow_null=True, help_text="as it was understood")
    text = serializers.CharField(allow_blank=True, help_text="as the reader gave it")
    printed = serializers.CharField(
        allow_blank=True, help_text="the piece of the receipt it was taken from"
    )
    confidence = serializers.FloatField(min_value=0, max_value=1)
    reader = serializers.CharField(
        allow_null=True,
        help_text="openai, offline, or xml for what an e-invoice says itself; null: taken from"
        " the account",
    )
    origin = serializers.ChoiceField(
        choices=get_args(Origin),
        allow_null=True,
        help_text="where its characters come from: recognised in the picture, the text of the PDF"
        " itself, or an e-invoice; null: it stands nowhere, the reader cannot tell, as no model"
        " can, or it was read before this was kept",
    )
    place = PlaceSerializer(allow_null=True)
    second_opinion = FieldOpinionSerializer(
        allow_null=True, help_text="null: none was given, or could be"
    )
    is_corrected = serializers.BooleanField(help_text="a person has set another value")


_WITH_EVIDENCE = ("document_kind", *READ_FIELDS)


class EvidenceSerializer(serializers.Serializer):
    """For the kind of document, and for each field of a reading that an entry is filled from."""

    def get_fields(self) -> dict[str, serializers.Field]:
        return {name: FieldEvidenceSerializer() for name in _WITH_EVIDENCE}


class CheckSerializer(serializers.Serializer):
    """What the validator said of the reading. "error": no approval without a person."""

    code = serializers.CharField()
    severity = serializers.ChoiceField(choices=["error", "note"])
    message = serializers.CharField()
    values = serializers.DictField(child=serializers.CharField(allow_blank=True))
    repair = RepairSerializer(allow_null=True)


class SecondOpinionSerializer(serializers.Serializer):
    """That a second reader was asked while a model read, and whether it could say anything."""

    is_given = serializers.BooleanField()
    reason = serializers.ChoiceField(
        choices=["not_in_time", "failed", "no_text"], allow_null=True, help_text="why not"
    )
    reader = serializers.CharField()
    model = serializers.CharField(allow_blank=True)
    seconds = serializers.FloatField(
        help_text="beside the model's, or before them where pages are masked"
    )


class PrintedLineSerializer(serializers.Serializer):
    text = serializers.CharField(allow_blank=True, help_text="as it was read")
    confidence = serializers.FloatField(
        min_value=0, max_value=1, allow_null=True, help_text="that the text is right"
    )
    place = PlaceSerializer(allow_null=True)
    amounts = serializers.ListField(
        child=serializers.CharField(),
        help_text="that it shows, from left to right, as decimals with their sign; one that can be"
        " read in two ways has both, the more likely first",
    )
    dates = serializers.ListField(
        child=serializers.DateField(),
        help_text="that it shows; one that can be read in two ways has both, the likelier first",
    )
    currency = serializers.CharField(
        allow_null=True, help_text="that it names, as an ISO 4217 code; null: none"
    )


class ReadItemSerializer(serializers.Serializer):
    """As the reading has it, whatever a person has made of it since."""

    description = serializers.CharField(allow_blank=True)
    quantity = serializers.CharField(allow_null=True)
    unit_price = serializers.CharField(allow_null=True)
    amount = serializers.CharField(allow_null=True)
    place = PlaceSerializer(allow_null=True)


class ReadTaxLineSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=TaxLine.Kind.choices)
    rate = serializers.CharField(allow_null=True, help_text="in percent")
    net = serializers.CharField(allow_null=True)
    tax = serializers.CharField(allow_null=True)
    place = PlaceSerializer(allow_null=True)


class PrintedLinesSerializer(serializers.Serializer):
    """What is printed, in reading order. No `place`: the reader did not say where, as no model
    does, or it was read before places were kept."""

    reader = serializers.CharField(
        allow_null=True, help_text="that saw the lines; null: none did, or it is not known which"
    )
    lines = PrintedLineSerializer(many=True, help_text="in reading order, over all pages")
    items = ReadItemSerializer(many=True)
    tax_lines = ReadTaxLineSerializer(many=True)


class MailSerializer(serializers.Serializer):
    """What a mail says of itself; none of it need be true."""

    subject = serializers.CharField(allow_blank=True, help_text="for its owner alone")
    sender = serializers.CharField(allow_blank=True, help_text="as its From says")
    sent_at = serializers.CharField(allow_blank=True, help_text="ISO 8601; empty: it is not said")
    document = serializers.CharField(
        allow_blank=True, help_text="the attachment that is the receipt; empty: the text itself"
    )
    mime_type = serializers.CharField(help_text="of that document; of a text that of its pages")


class ReceiptFileSerializer(serializers.Serializer):
    """One uploaded file. The pages of a document are those of its files, one after the other."""

    position = serializers.IntegerField(help_text="from 0, in the order of the upload")
    mime_type = serializers.CharField()
    sha256 = serializers.CharField()
    size_bytes = serializers.IntegerField()
    width = serializers.IntegerField(help_text="of its first page")
    height = serializers.IntegerField(help_text="of its first page")
    page_count = serializers.IntegerField()
    original_url = serializers.CharField(help_text="byte for byte; runs out")
    display_url = serializers.CharField(help_text="its first page, 800 wide; runs out")
    thumbnail_url = serializers.CharField(help_text="its first page, 300 x 200; runs out")
    mail = MailSerializer(
        allow_null=True, help_text="where the file is one, with the receipt in it; null: it is none"
    )


class ProposedPartSerializer(serializers.Serializer):
    """One receipt of several that a document shows, in the shape that `split/` takes."""

    places = PlaceSerializer(many=True, help_text="where it stands, in reading order")


class ReceiptDetailSerializer(ReceiptSerializer):
    """One receipt alone, with its files and the evidence of its last reading."""

    files = ReceiptFileSerializer(many=True, read_only=True)
    evidence = EvidenceSerializer(allow_null=True, read_only=True)
    checks = CheckSerializer(many=True, read_only=True)
    second_opinion = SecondOpinionSerializer(allow_null=True, read_only=True)
    einvoice = EInvoiceSerializer(
        allow_null=True,
        read_only=True,
        help_text="what the file says itself beyond the entry; null: it was read from its pages",
    )
    proposed_parts = ProposedPartSerializer(
        many=True,
        read_only=True,
        help_text="for `split/`, where it shows several receipts and it was seen where each stands",
    )

    class Meta(ReceiptSerializer.Meta):
        fields = [
            *ReceiptSerializer.Meta.fields, "files", "evidence", "checks", "second_opinion",
            "einvoice", "proposed_parts",
        ]  # fmt: skip
        read_only_fields = fields

    def to_representation(self, receipt: Receipt) -> dict[str, Any]:  # type: ignore[override]
        """An instance only: lists read no evidence."""
        shown = shown_receipt(receipt)
        shape = super().to_representation(shown)
        shape["files"] = [
            file_shape(row, self.links(row.stored_name)) | {"mail": file.mail}
            for row, file in zip(shown.files, receipt.files.all(), strict=True)
        ]
        reading = receipt.reading
        corrected = [*shape["transaction"]["corrected_fields"]] if shape["transaction"] else []
        if receipt.is_kind_settled:
            corrected.append("document_kind")
        shape["evidence"] = reading and _evidence_of(reading, corrected=corrected)
        shape["checks"] = [said_reason(check) for check in reading["checks"]] if reading else []
        shape["second_opinion"] = _second_opinion_of(reading or {})
        shape["einvoice"] = einvoice_shape(reading or {})
        shape["proposed_parts"] = _proposed_parts_of(reading or {})
        return shape


# Confidence, page and edges.
_PLACE_PARTS = 6


def lines_shape(reading: dict[str, Any] | None, *, owner: User, today: date) -> dict[str, Any]:
    """Of what was read; None: nothing was yet."""
    reading = reading or {}
    texts = reading.get("lines", [])
    places = reading.get("line_places") or [[None] * _PLACE_PARTS] * len(texts)
    return {
        "reader": reading.get("lines_seen_by"),
        "lines": [
            {
                "text": text,
                "confidence": confidence,
                "place": _place(box),
                **_shown(text, reading=reading, owner=owner, today=today),
            }
            for text, (confidence, *box) in zip(texts, places, strict=True)
        ],
        "items": [
            _line_shape(item, ("description", "quantity", "unit_price", "amount"))
            for item in reading.get("items", [])
        ],
        "tax_lines": [
            {"kind": line.get("kind", TaxLine.Kind.CHARGED)}
            | _line_shape(line, ("rate", "net", "tax"))
            for line in reading.get("tax_lines", [])
        ],
    }


def _shown(text: str, *, reading: dict[str, Any], owner: User, today: date) -> dict[str, Any]:
    """What the text of a line says, as its receipt's own values are read."""
    read = reading.get("currency") or {}
    currency = read.get("value") or owner.home_currency or None
    order, _ = date_order(
        text,
        account=cast("DateOrder | None", owner.date_order or None),
        country=owner.country,
        currency=currency,
        is_printed=bool(read.get("source")),
    )
    named = read_currency(
        find_currency_mark(text) or text, country=owner.country, home_currency=owner.home_currency
    )
    amounts = amounts_shown(text, minor_units=printed_minor_units(currency))
    return {
        "amounts": [f"{amount:f}" for amount in amounts],
        "dates": dates_shown(text, order=order, today=today),
        "currency": named.code if named else None,
    }


def _line_shape(line: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: line[name] for name in names} | {"place": _place(line.get("box"))}


# Of a field that there was not yet when the receipt was read.
_NOTHING_READ: dict[str, Any] = {
    "value": None,
    "text": "",
    "printed": "",
    "confidence": 0.0,
    "source": None,
    "box": None,
}


def _evidence_of(reading: dict[str, Any], *, corrected: list[str]) -> dict[str, Any]:
    return {
        name: _evidence(
            reading.get(name, _NOTHING_READ), is_corrected=ENTRY_NAMES[name] in corrected
        )
        for name in _WITH_EVIDENCE
    }


def _second_opinion_of(reading: dict[str, Any]) -> dict[str, Any] | None:
    found = reading.get("second_opinion")
    if found is None:
        return None
    return {
        "is_given": not found["silence"],
        "reason": found["silence"] or None,
        "reader": found["engine"],
        "model": found["model"],
        "seconds": found["seconds"],
    }


def _proposed_parts_of(reading: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"places": [_place(box) for box in part]} for part in reading.get("parts", ())]


def _evidence(field: dict[str, Any], *, is_corrected: bool) -> dict[str, Any]:
    return {
        "value": field["value"],
        "text": field["text"],
        "printed": field["printed"],
        "confidence": field["confidence"],
        "reader": field["source"],
        # Readings from before it was kept have no such key, nor one of the second reader.
        "origin": field.get("origin"),
        "place": _place(field["box"]),
        "second_opinion": _field_opinion(field.get("second")),
        "is_corrected": is_corrected,
    }


def _field_opinion(opinion: dict[str, Any] | None) -> dict[str, Any] | None:
    if opinion is None:
        return None
    shown = {name: opinion[name] for name in ("outcome", "value", "printed")}
    return shown | {"reader": opinion["source"], "place": _place(opinion["box"])}


def _place(box: list[Any] | None) -> dict[str, Any] | None:
    if box is None or None in box:
        return None
    edges = ("page", "left", "top", "right", "bottom")
    return dict(zip(edges, box, strict=True))


def pages_shape(files: Iterable[ReceiptFile], link: PageLinkMaker) -> dict[str, Any]:
    """Every page of a document, in order."""
    pages: list[dict[str, Any]] = []
    for file in files:
        for number in range(file.page_count):
            size = _picture_size(file, number)
            width, height = size or (None, None)
            page = {"position": len(pages), "file": file.position, "width": width, "height": height}
            pages.append(page | {"url": link(file.stored_name, number, size)})
    return {"pages": pages}


def _picture_size(file: ReceiptFile, number: int) -> tuple[int, int] | None:
    """Width and height that the picture of a page has. None: nobody has noted how large it is."""
    if file.page_sizes is not None:
        width, height = file.page_sizes[number]
    elif number == 0:
        width, height = file.width, file.height
    else:
        return None
    frame = PDF_PAGE if file.page_mime_type == PDF.mime_type else PICTURE_PAGE
    return frame.size_in((max(1, width), max(1, height)))
