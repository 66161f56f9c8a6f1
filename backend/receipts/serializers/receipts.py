"""The shapes of receipts in the API.

`extracted_data` is what the existing web client reads; the typed `transaction` is the truth that
it is a projection of.
"""

from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.money import decimal_string
from receipts.models import LineItem, Receipt, TaxLine, Transaction
from receipts.serializers.review import ReviewReasonSerializer
from receipts.services.storage import receipt_storage


class ReceiptUploadSerializer(serializers.Serializer):
    image = serializers.FileField(
        # An empty file is refused with a reason by the service, not with a form's error.
        allow_empty_file=True,
        help_text="One JPEG, PNG, WebP, HEIC, GIF, BMP, TIFF or PDF.",
    )


@extend_schema_field({"type": ["string", "null"], "format": "decimal"})
class MoneyField(serializers.Field):
    """Out only. The currency is the one of the transaction that the object is, or belongs to."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, instance: Any) -> str | None:
        amount: Decimal | None = getattr(instance, self.field_name or "")
        entry: Transaction = getattr(instance, "transaction", instance)
        return None if amount is None else decimal_string(amount, entry.currency)

    def to_representation(self, value: str) -> str:
        return value


class LineItemSerializer(serializers.ModelSerializer):
    unit_price = MoneyField()
    amount = MoneyField()
    category: serializers.SlugRelatedField = serializers.SlugRelatedField(
        slug_field="slug", read_only=True, allow_null=True
    )

    class Meta:
        model = LineItem
        fields = ["description", "quantity", "unit_price", "amount", "category"]
        read_only_fields = ["description", "quantity"]


class TaxLineSerializer(serializers.ModelSerializer):
    net = MoneyField()
    tax = MoneyField()

    class Meta:
        model = TaxLine
        fields = ["rate", "net", "tax"]
        read_only_fields = ["rate"]


class AppliedRuleSerializer(serializers.Serializer):
    """What a rule has set in place of what was read, and nobody has changed since."""

    rule = serializers.IntegerField(help_text="its number; it may be gone by now")
    field = serializers.ChoiceField(choices=["vendor", "category"])
    read = serializers.CharField(allow_null=True)

    def get_fields(self) -> dict[str, serializers.Field]:
        # `set` is a word of Python's own.
        return {**super().get_fields(), "set": serializers.CharField()}


class TransactionSerializer(serializers.ModelSerializer):
    transaction_type = serializers.ChoiceField(
        source="type", choices=Transaction.Type.choices, read_only=True
    )
    total = MoneyField()
    subtotal = MoneyField()
    tax = MoneyField()
    discount = MoneyField()
    category: serializers.SlugRelatedField = serializers.SlugRelatedField(
        slug_field="slug", read_only=True, allow_null=True
    )
    items = LineItemSerializer(many=True, read_only=True)
    tax_lines = TaxLineSerializer(many=True, read_only=True)
    applied_rules = AppliedRuleSerializer(many=True, read_only=True)
    is_verified = serializers.SerializerMethodField()
    version = serializers.SerializerMethodField(help_text="for If-Match; the receipt's if any")

    class Meta:
        model = Transaction
        fields = [
            "id",
            "receipt",
            "version",
            "transaction_type",
            "vendor",
            "purchased_on",
            "currency",
            "total",
            "subtotal",
            "tax",
            "discount",
            "category",
            "payment_method",
            "receipt_number",
            "notes",
            "deductible_share",
            "items",
            "tax_lines",
            "corrected_fields",
            "applied_rules",
            "is_verified",
            "verified_at",
            "created_at",
            "updated_at",
        ]
        read_only_fields = fields

    def get_is_verified(self, entry: Transaction) -> bool:
        return entry.verified_at is not None

    def get_version(self, entry: Transaction) -> int:
        return entry.version if entry.receipt is None else entry.receipt.version


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
    category = serializers.CharField(allow_null=True, help_text="slug")
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


class ReceiptSerializer(serializers.ModelSerializer):
    """One receipt, in lists."""

    ocr_confidence = serializers.SerializerMethodField()
    extracted_data = serializers.SerializerMethodField()
    processing_metadata = serializers.SerializerMethodField()
    image_info = serializers.SerializerMethodField()
    file = serializers.SerializerMethodField()
    transaction = serializers.SerializerMethodField()
    failure = serializers.SerializerMethodField()
    review_reasons = ReviewReasonSerializer(many=True, read_only=True)

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
            "transaction",
            "failure",
            "review_status",
            "review_reasons",
            "mime_type",
            "page_count",
            "deleted_at",
        ]
        read_only_fields = fields

    @extend_schema_field({"type": ["number", "null"], "minimum": 0, "maximum": 100})
    def get_ocr_confidence(self, receipt: Receipt) -> float | None:
        return None if receipt.confidence is None else round(receipt.confidence * 100, 1)

    @extend_schema_field(ExtractedDataSerializer(allow_null=True))
    def get_extracted_data(self, receipt: Receipt) -> dict[str, Any] | None:
        entry = _entry_of(receipt)
        return None if entry is None else extracted_data(entry)

    @extend_schema_field(ProcessingMetadataSerializer)
    def get_processing_metadata(self, receipt: Receipt) -> dict[str, Any]:
        tokens = (receipt.input_tokens or 0) + (receipt.output_tokens or 0)
        found = {
            "processing_time": receipt.seconds,
            "cost_usd": None if receipt.cost_usd is None else float(receipt.cost_usd),
            "token_usage": tokens or None,
            "engine": receipt.engine or None,
            "model": receipt.model or None,
        }
        return {name: value for name, value in found.items() if value is not None}

    @extend_schema_field(ImageInfoSerializer)
    def get_image_info(self, receipt: Receipt) -> dict[str, Any]:
        storage = receipt_storage()
        links = storage.links(receipt.stored_name, now=timezone.now())
        return {
            "thumbnail_url": self._absolute(links.thumbnail_url),
            "display_url": self._absolute(links.display_url),
            "original_url": self._absolute(links.original_url),
            "has_cloudinary": storage.is_remote,
            "has_local": not storage.is_remote,
            "width": receipt.width,
            "height": receipt.height,
            "size_bytes": receipt.size_bytes,
        }

    @extend_schema_field({"type": "null"})
    def get_file(self, receipt: Receipt) -> None:
        """Always null: the existing web client expects the key; `image_info` has the links."""

    @extend_schema_field(TransactionSerializer(allow_null=True))
    def get_transaction(self, receipt: Receipt) -> dict[str, Any] | None:
        entry = _entry_of(receipt)
        return None if entry is None else self._entry_serializer.to_representation(entry)

    @extend_schema_field(ReasonSerializer(allow_null=True))
    def get_failure(self, receipt: Receipt) -> dict[str, str] | None:
        if not receipt.failure_code:
            return None
        return {"code": receipt.failure_code, "message": receipt.failure_text}

    @cached_property
    def _entry_serializer(self) -> TransactionSerializer:
        """One for all the rows of a list: to make one takes longer than to use it."""
        return TransactionSerializer(context=self.context)

    def _absolute(self, url: str) -> str:
        request = self.context.get("request")
        return url if request is None else request.build_absolute_uri(url)


class ProcessingStatusSerializer(serializers.ModelSerializer):
    """What a client polls. `next_try_at` is set while a failed read waits for its next try."""

    next_try_at = serializers.DateTimeField(source="not_before", read_only=True, allow_null=True)
    failure = serializers.SerializerMethodField()

    class Meta:
        model = Receipt
        fields = ["id", "ocr_status", "attempts", "next_try_at", "failure", "updated_at"]
        read_only_fields = fields

    @extend_schema_field(ReasonSerializer(allow_null=True))
    def get_failure(self, receipt: Receipt) -> dict[str, str] | None:
        if not receipt.failure_code:
            return None
        return {"code": receipt.failure_code, "message": receipt.failure_text}


def _entry_of(receipt: Receipt) -> Transaction | None:
    return getattr(receipt, "transaction", None)


def extracted_data(entry: Transaction) -> dict[str, Any]:
    """The flat projection that the existing web client reads."""

    def money(amount: Decimal | None) -> str | None:
        return None if amount is None else decimal_string(amount, entry.currency)

    total, tax = money(entry.total), money(entry.tax)
    is_income = entry.type == Transaction.Type.INCOME
    items = [
        {
            "description": item.description,
            "quantity": None if item.quantity is None else f"{item.quantity.normalize():f}",
            "unit_price": money(item.unit_price),
            "amount": money(item.amount),
        }
        for item in entry.items.all()
    ]
    data = {
        "vendor": entry.vendor or None,
        "date": entry.purchased_on.isoformat() if entry.purchased_on else None,
        "total": total,
        "total_amount": total,
        "tax": tax,
        "type": entry.type,
        "category": "income" if is_income else getattr(entry.category, "slug", None),
        "description": entry.notes,
        "items": items,
    }
    has_amount = total is not None or tax is not None or any(item["amount"] for item in items)
    return data | {"currency": entry.currency} if has_amount else data
