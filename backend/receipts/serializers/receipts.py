"""Receipts in the API, as the schema describes them; `shapes.py` fills them.

`extracted_data` is what the existing web client reads; the typed `transaction` is the truth that
it is a projection of.
"""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty

from common.localization.sentences import translated
from receipts.ledger.fields import ENTRY_FIELDS
from receipts.ledger.listing import ShownEntry, ShownReceipt, shown_entry, shown_receipt
from receipts.models import DocumentKind, LineItem, Receipt, TaxLine, Transaction, TrashReason
from receipts.processing.waiting import QueuePlace
from receipts.serializers.review import ReviewReasonSerializer
from receipts.serializers.shapes import entry_shape, picture_faults_shape, receipt_shape
from receipts.services.extraction import PICTURE_FAULTS
from receipts.storages.receipt_storage import ReceiptLinks, ReceiptStorage, receipt_storage

_CHOICES = {field.api_name: field.name for field in ENTRY_FIELDS if field.kind == "choice"}
_AMOUNTS = frozenset(field.name for field in ENTRY_FIELDS if field.kind == "amount")


@extend_schema_field(
    # A page that makes a form of the schema would begin with one, which is no file.
    {"type": "array", "items": {"type": "string", "format": "binary"}, "example": []}
)
class FilesField(serializers.ListField):
    """A form may name the field although nothing was chosen in it: as an empty text."""

    child = serializers.FileField(allow_empty_file=True)

    def get_value(self, dictionary: Any) -> Any:
        sent = super().get_value(dictionary)
        return empty if sent == [""] else sent


class ReceiptUploadSerializer(serializers.Serializer):
    """One document: either `image` or `pages`."""

    # `validated_data["files"]` are those of either field.
    # An empty file is refused with a reason by the service, not with a form's error.
    image = serializers.FileField(
        required=False,
        allow_empty_file=True,
        help_text="One JPEG, PNG, WebP, HEIC, AVIF, GIF, BMP, TIFF, PDF, e-invoice (XML) or mail"
        " (EML) with one receipt in it.",
    )
    pages = FilesField(
        required=False,
        help_text="Or several of one receipt, in their order, such as photos of a long one."
        " Together they may be as large, and have as many pages, as one file.",
    )

    def validate_image(self, image: UploadedFile) -> UploadedFile:
        """A form keeps the last of several; none may be lost in silence."""
        if len(self.initial_data.getlist("image")) > 1:
            raise serializers.ValidationError(
                "One file makes one receipt here. Send several receipts to receipts/bulk/, several"
                " pages of one receipt in `pages`."
            )
        return image

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        image, pages = attrs.get("image"), attrs.get("pages")
        if image is not None and pages:
            raise serializers.ValidationError(
                {"pages": ["Send either one file in `image` or all pages of a receipt in `pages`."]}
            )
        if image is None and not pages:
            raise serializers.ValidationError(
                {"image": [self.fields["image"].error_messages["required"]]}
            )
        return {"files": pages or [image]}


@extend_schema_field({"type": ["string", "null"], "format": "decimal"})
class MoneyField(serializers.Field):
    """In the currency of the transaction that the object is, or belongs to."""


@extend_schema_field({"type": "null"})
class NullField(serializers.Field):
    """Always null: the existing web client expects the key; `image_info` has the links."""


class NullableChoiceField(serializers.ChoiceField):
    """Of a column that is empty where there is none."""

    def to_representation(self, value: str) -> Any:
        return value or None


def kind_field(*, help_text: str) -> NullableChoiceField:
    return NullableChoiceField(
        choices=DocumentKind.choices, allow_null=True, read_only=True, help_text=help_text
    )


class LineItemSerializer(serializers.ModelSerializer):
    unit_price = MoneyField(read_only=True)
    amount = MoneyField(read_only=True)
    category: serializers.SlugRelatedField = serializers.SlugRelatedField(
        slug_field="slug", read_only=True, allow_null=True
    )

    class Meta:
        model = LineItem
        fields = ["description", "quantity", "unit_price", "amount", "category"]
        read_only_fields = ["description", "quantity"]


class TaxLineSerializer(serializers.ModelSerializer):
    net = MoneyField(read_only=True)
    tax = MoneyField(read_only=True)

    class Meta:
        model = TaxLine
        fields = ["kind", "rate", "net", "tax"]
        read_only_fields = ["kind", "rate"]


class AppliedRuleSerializer(serializers.Serializer):
    """What a rule has set in place of what was read, and nobody has changed since."""

    rule = serializers.IntegerField(help_text="its number; it may be gone by now")
    field = serializers.ChoiceField(choices=["vendor", "category"])
    read = serializers.CharField(allow_null=True)

    def get_fields(self) -> dict[str, serializers.Field]:
        # `set` is a word of Python's own.
        return {**super().get_fields(), "set": serializers.CharField()}


class TransactionSerializer(serializers.ModelSerializer):
    category: serializers.SlugRelatedField = serializers.SlugRelatedField(
        slug_field="slug", read_only=True, allow_null=True
    )
    items = LineItemSerializer(many=True, read_only=True)
    tax_lines = TaxLineSerializer(many=True, read_only=True)
    applied_rules = AppliedRuleSerializer(many=True, read_only=True)
    review_status = serializers.ChoiceField(
        choices=Receipt.ReviewStatus.choices,
        read_only=True,
        allow_null=True,
        help_text="of the receipt; null: there is none",
    )
    is_verified = serializers.BooleanField(read_only=True)
    document_kind = kind_field(help_text="of the receipt; null: there is none, or it is not known")
    version = serializers.IntegerField(
        read_only=True, help_text="for If-Match; the receipt's if any"
    )
    corrected_fields: serializers.ListField = serializers.ListField(
        child=serializers.CharField(), read_only=True
    )

    class Meta:
        model = Transaction
        fields = [
            "id",
            "receipt",
            "version",
            *(field.api_name for field in ENTRY_FIELDS),
            "items",
            "tax_lines",
            "document_kind",
            "corrected_fields",
            "applied_rules",
            "review_status",
            "is_verified",
            "verified_at",
            "created_at",
            "updated_at",
        ]
        read_only_fields = fields

    def build_field(self, field_name: str, *args: Any) -> tuple[type, dict[str, Any]]:
        """Amounts have the decimals of their currency, choices the words of their column."""
        if field_name in _CHOICES:
            column = Transaction.column(_CHOICES[field_name])
            # The schema names no empty choice of what is only read, unless it stands among them.
            empty = [("", "")] if column.blank else []
            source = {} if column.name == field_name else {"source": column.name}
            options = {"choices": [*empty, *(column.choices or ())], "read_only": True, **source}
            return serializers.ChoiceField, options
        if field_name in _AMOUNTS:
            return MoneyField, {"read_only": True}
        return super().build_field(field_name, *args)

    def to_representation(self, entry: Transaction | ShownEntry) -> dict[str, Any]:
        """A row of a list, or an instance with its lines."""
        return entry_shape(entry if isinstance(entry, ShownEntry) else shown_entry(entry))


class ExtractedItemSerializer(serializers.Serializer):
    description = serializers.CharField()
    quantity = serializers.CharField(allow_null=True)
    unit_price = serializers.CharField(allow_null=True)
    amount = serializers.CharField(allow_null=True)


class ExtractedDataSerializer(serializers.Serializer):
    """Flat, for the existing web client. `currency` is absent where there is no amount."""

    vendor = serializers.CharField(allow_null=True)
    date = serializers.DateField(allow_null=True)
    total = serializers.CharField(allow_null=True)
    total_amount = serializers.CharField(allow_null=True, help_text="`total` once more")
    tax = serializers.CharField(allow_null=True)
    currency = serializers.CharField(required=False, help_text="ISO 4217")
    type = serializers.ChoiceField(choices=Transaction.Type.choices)
    category = serializers.CharField(
        allow_null=True, help_text="a word of the existing web client; of one's own, its slug"
    )
    description = serializers.CharField(allow_blank=True)
    items = ExtractedItemSerializer(many=True)


class ProcessingMetadataSerializer(serializers.Serializer):
    processing_time = serializers.FloatField(required=False, help_text="seconds")
    cost_usd = serializers.FloatField(required=False)
    token_usage = serializers.IntegerField(required=False)
    engine = serializers.CharField(required=False)
    model = serializers.CharField(required=False)


class ImageInfoSerializer(serializers.Serializer):
    thumbnail_url = serializers.CharField(help_text="300 x 200; runs out")
    display_url = serializers.CharField(help_text="800 wide; runs out")
    original_url = serializers.CharField(help_text="byte for byte; runs out")
    has_cloudinary = serializers.BooleanField()
    has_local = serializers.BooleanField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    size_bytes = serializers.IntegerField()


class ReasonSerializer(serializers.Serializer):
    code = serializers.CharField()
    message = serializers.CharField()


class PictureFaultSerializer(serializers.Serializer):
    """What makes a picture hard to read, with how it is better taken again."""

    code = serializers.ChoiceField(choices=PICTURE_FAULTS)
    message = serializers.CharField()
    pages = serializers.ListField(
        child=serializers.IntegerField(), help_text="that have it, from 0, over all files"
    )


def ocr_status_field() -> serializers.ChoiceField:
    """The row's `status`, under the name that the first clients of the API read."""
    return serializers.ChoiceField(source="status", choices=Receipt.Status.choices, read_only=True)


class ReceiptSerializer(serializers.ModelSerializer):
    """One receipt, in lists."""

    ocr_status = ocr_status_field()
    ocr_confidence = serializers.FloatField(
        min_value=0, max_value=100, allow_null=True, read_only=True
    )
    extracted_data = ExtractedDataSerializer(allow_null=True, read_only=True)
    processing_metadata = ProcessingMetadataSerializer(read_only=True)
    image_info = ImageInfoSerializer(read_only=True)
    file = NullField(read_only=True)
    image = serializers.CharField(read_only=True, help_text="`display_url` once more")
    transaction = TransactionSerializer(allow_null=True, read_only=True)
    document_kind = kind_field(
        help_text="receipts, invoices and credit notes have an entry; null: not known (yet)"
    )
    failure = ReasonSerializer(allow_null=True, read_only=True)
    review_reasons = ReviewReasonSerializer(many=True, read_only=True)
    picture_faults = PictureFaultSerializer(
        many=True,
        read_only=True,
        help_text="measured before it is read; none: nothing was found, or it is still to come",
    )
    mime_type = serializers.CharField(read_only=True, help_text="of the first file")
    page_count = serializers.IntegerField(read_only=True, help_text="of all files")
    duplicate_of = serializers.IntegerField(
        source="duplicate_of_id",
        allow_null=True,
        read_only=True,
        help_text="the earlier receipt with the same bytes, whose reading is taken over",
    )
    split_from = serializers.IntegerField(
        source="split_from_id",
        allow_null=True,
        read_only=True,
        help_text="the receipt in the trash that this was a part of",
    )
    trash_reason = NullableChoiceField(
        choices=TrashReason.choices,
        allow_null=True,
        read_only=True,
        help_text="null: it is not in the trash, or somebody has deleted it",
    )

    class Meta:
        model = Receipt
        fields = [
            "id",
            "original_filename",
            "uploaded_at",
            "updated_at",
            "version",
            "ocr_status",
            "ocr_confidence",
            "extracted_data",
            "processing_metadata",
            "image_info",
            "file",
            "image",
            "transaction",
            "document_kind",
            "failure",
            "review_status",
            "review_reasons",
            "picture_faults",
            "mime_type",
            "page_count",
            "read_by_fallback",
            "reread_offered",
            "deleted_at",
            "trash_reason",
            "duplicate_of",
            "split_from",
        ]
        read_only_fields = fields

    def to_representation(self, receipt: Receipt | ShownReceipt) -> dict[str, Any]:
        """A row of a list, or an instance with its entry."""
        shown = receipt if isinstance(receipt, ShownReceipt) else shown_receipt(receipt)
        links = self.links(shown.files[0].stored_name)
        return receipt_shape(shown, links=links, is_remote=self._storage.is_remote)

    @cached_property
    def _storage(self) -> ReceiptStorage:
        return receipt_storage()

    @cached_property
    def links(self) -> Callable[[str], ReceiptLinks]:
        """One for all the rows of a list: to make one takes longer than to use it."""
        request = self.context.get("request")
        server = "" if request is None else request.build_absolute_uri("/")[:-1]
        return self._storage.link_maker(now=timezone.now(), server=server)


class SampleReceiptsSerializer(serializers.Serializer):
    receipts = ReceiptSerializer(many=True, help_text="as they were uploaded, not read yet")


class SplitReceiptsSerializer(serializers.Serializer):
    receipts = ReceiptSerializer(many=True, help_text="one for each part, not read yet")


class AwaitedReceiptSerializer(serializers.Serializer):
    receipt = serializers.IntegerField()
    message = serializers.CharField()


class WaitingReceiptSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    queue_position = serializers.IntegerField(help_text="1 is read next; an estimate")
    estimated_seconds = serializers.IntegerField(
        allow_null=True, help_text="till it is read; null: not known"
    )


class QueueSerializer(serializers.Serializer):
    """What waits for its turn. What is being read, or waits for a later try or for another receipt,
    has no place."""

    waiting = WaitingReceiptSerializer(many=True, help_text="the next 500, in their order")


class ProcessingStatusSerializer(serializers.ModelSerializer):
    """What a client polls. `next_try_at` is set while a failed read waits for its next try."""

    queue_position = serializers.SerializerMethodField(
        help_text="1 is read next; an estimate, by the turns that accounts take. Null while it"
        " is not waiting for its turn."
    )
    estimated_seconds = serializers.SerializerMethodField(
        help_text="till it is read, from what the last readings took. Null: not known."
    )
    waits_for = serializers.SerializerMethodField(
        help_text="the earlier receipt with the same bytes, whose reading it will take over. Null:"
        " it waits for none."
    )

    ocr_status = ocr_status_field()
    next_try_at = serializers.DateTimeField(source="not_before", read_only=True, allow_null=True)
    failure = serializers.SerializerMethodField()
    picture_faults = serializers.SerializerMethodField(help_text="known before it is read")

    class Meta:
        model = Receipt
        fields = [
            "id", "ocr_status", "attempts", "next_try_at", "queue_position", "estimated_seconds",
            "waits_for", "failure", "picture_faults", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_queue_position(self, receipt: Receipt) -> int | None:
        place: QueuePlace | None = self.context["place"]
        return place.position if place else None

    def get_estimated_seconds(self, receipt: Receipt) -> int | None:
        place: QueuePlace | None = self.context["place"]
        return place.seconds if place else None

    @extend_schema_field(PictureFaultSerializer(many=True))
    def get_picture_faults(self, receipt: Receipt) -> list[dict[str, Any]]:
        return picture_faults_shape(receipt.picture_faults)

    @extend_schema_field(AwaitedReceiptSerializer(allow_null=True))
    def get_waits_for(self, receipt: Receipt) -> dict[str, Any] | None:
        pk: int | None = self.context["waits_for"]
        if pk is None:
            return None
        message = (
            f"It is the same file as receipt {pk}, which is read first. That reading counts for"
            " this one too."
        )
        return {"receipt": pk, "message": translated(message)}

    @extend_schema_field(ReasonSerializer(allow_null=True))
    def get_failure(self, receipt: Receipt) -> dict[str, str] | None:
        if not receipt.failure_code:
            return None
        return {"code": receipt.failure_code, "message": translated(receipt.failure_text)}
