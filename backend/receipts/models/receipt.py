"""The document and its processing. The row is the queue: any engine may deliver a task twice or
never, and the conditional updates here decide who works."""

from datetime import date, datetime, timedelta
from typing import Any, Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from receipts.models.entry_filters import IN_DOUBT, EntryFilters, between_days
from subscriptions.models import QuotaUse


class ReceiptQuerySet(EntryFilters["Receipt"]):
    """Questions about receipts, and the atomic moves of one receipt through the queue."""

    entry_path = "transaction__"

    def owned_by(self, user: User) -> Self:
        return self.filter(owner=user)

    def kept(self) -> Self:
        """Not in the trash."""
        return self.filter(deleted_at=None)

    def in_trash(self) -> Self:
        return self.filter(deleted_at__isnull=False)

    def uploaded_between(self, start: date | None = None, end: date | None = None) -> Self:
        return self.filter(between_days("uploaded_at", start, end))

    def in_doubt(self) -> Self:
        """The reading is, and nobody has approved it."""
        return self.filter(review_status__in=IN_DOUBT)

    def with_entry(self) -> Self:
        """What the API shows of a receipt, in a fixed number of queries; without the evidence."""
        return self.with_reading().defer("reading")

    def with_reading(self) -> Self:
        """As `with_entry`, with the evidence: for one receipt alone."""
        return (
            self.defer("transaction__search_words", "transaction__search_document")
            .select_related("transaction__category")
            .prefetch_related("transaction__items__category", "transaction__tax_lines")
        )

    def comparable(self) -> Self:
        """What another receipt can be a duplicate of: read, and not in the trash."""
        return self.kept().filter(ocr_status=Receipt.Status.COMPLETED)

    def due(self, *, now: datetime) -> Self:
        """Pending ones whose time has come, and those whose worker died: their lease ran out.
        What is in the trash is not read."""
        waiting = Q(ocr_status=Receipt.Status.PENDING) & (
            Q(not_before=None) | Q(not_before__lte=now)
        )
        lapsed = Q(ocr_status=Receipt.Status.PROCESSING, lease_until__lt=now)
        return self.kept().filter(waiting | lapsed)

    def claim(self, receipt_id: int, *, now: datetime, lease: timedelta) -> UUID | None:
        """Take one receipt for one run; the token proves it later. None: somebody else has it."""
        token = uuid4()
        taken = (
            self.due(now=now)
            .filter(pk=receipt_id)
            .update(
                ocr_status=Receipt.Status.PROCESSING,
                attempts=F("attempts") + 1,
                lease_token=token,
                lease_until=now + lease,
                updated_at=now,
            )
        )
        return token if taken else None

    def finish(self, receipt_id: int, token: UUID, *, now: datetime, **values: Any) -> bool:
        """Write the outcome of a run and end its lease. False: the claim was lost, no change."""
        return bool(
            self.filter(pk=receipt_id, lease_token=token).update(
                **values, lease_token=None, lease_until=None, updated_at=now
            )
        )


class Receipt(models.Model):
    """One uploaded document. The machine's reading stays here as it was; what people correct and
    reports add up is the `Transaction`."""

    class Status(models.TextChoices):
        PENDING = "pending"
        PROCESSING = "processing"
        COMPLETED = "completed"
        FAILED = "failed"

    class ReviewStatus(models.TextChoices):
        UNREVIEWED = "unreviewed"
        NEEDS_REVIEW = "needs_review"
        APPROVED = "approved"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="receipts"
    )
    quota_use = models.ForeignKey(
        QuotaUse, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    original_filename = models.CharField(max_length=255)
    stored_name = models.CharField(max_length=255, unique=True)
    mime_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64, db_index=True)
    perceptual_hash = models.CharField(max_length=16, blank=True)
    turned_hashes = models.CharField(
        max_length=48, blank=True, help_text="of the picture's other three quarter turns"
    )
    size_bytes = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    page_count = models.PositiveSmallIntegerField(default=1)
    uploaded_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    ocr_status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    failure_code = models.CharField(max_length=40, blank=True)
    failure_text = models.CharField(max_length=300, blank=True)

    reading = models.JSONField(null=True)
    confidence = models.FloatField(null=True, help_text="0 to 1")
    engine = models.CharField(max_length=20, blank=True)
    model = models.CharField(max_length=100, blank=True)
    seconds = models.FloatField(null=True)
    input_tokens = models.PositiveIntegerField(null=True)
    output_tokens = models.PositiveIntegerField(null=True)
    cost_usd = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    read_at = models.DateTimeField(null=True)

    deleted_at = models.DateTimeField(null=True, help_text="in the trash since")
    version = models.PositiveIntegerField(
        default=1, help_text="counts the changes of what people see and edit, for If-Match"
    )
    review_status = models.CharField(
        max_length=12, choices=ReviewStatus, default=ReviewStatus.UNREVIEWED
    )
    review_reasons = models.JSONField(default=list, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(fields=["owner", "-uploaded_at", "-id"], name="receipt_newest_of_owner"),
            models.Index(
                # Comparing a picture with all of an account reads this index alone.
                fields=["owner", "perceptual_hash", "id"],
                name="receipt_pictures_of_owner",
                condition=Q(ocr_status="completed", deleted_at=None),
            ),
            models.Index(
                fields=["not_before", "id"],
                name="receipt_waiting",
                condition=Q(ocr_status="pending"),
            ),
            models.Index(
                fields=["lease_until"], name="receipt_leased", condition=Q(ocr_status="processing")
            ),
            # What a report says that it leaves out, and what it doubts; how many there are.
            models.Index(
                fields=["owner", "ocr_status", "uploaded_at"],
                name="receipt_unread_of_owner",
                condition=Q(ocr_status__in=["pending", "processing", "failed"], deleted_at=None),
            ),
            models.Index(
                fields=["owner", "id"],
                name="receipt_doubted_of_owner",
                condition=Q(review_status__in=["unreviewed", "needs_review"]),
            ),
            models.Index(
                fields=["owner"], name="receipt_kept_of_owner", condition=Q(deleted_at=None)
            ),
            models.Index(
                fields=["deleted_at"],
                name="receipt_in_trash",
                condition=Q(deleted_at__isnull=False),
            ),
            models.Index(
                fields=["failure_code"],
                name="receipt_failed_by_code",
                condition=~Q(failure_code=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    ocr_status="processing", lease_token__isnull=False, lease_until__isnull=False
                )
                | (~Q(ocr_status="processing") & Q(lease_token=None, lease_until=None)),
                name="receipt_is_leased_while_processing",
            ),
            models.CheckConstraint(
                condition=~Q(ocr_status="completed") | Q(reading__isnull=False),
                name="receipt_is_completed_with_a_reading",
            ),
            models.CheckConstraint(
                condition=~Q(ocr_status="failed") | ~Q(failure_code=""),
                name="receipt_is_failed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(confidence=None) | Q(confidence__range=(0, 1)),
                name="receipt_confidence_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return f"Receipt {self.pk}"
