"""The document and its processing. The row is the queue."""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q

from accounts.models import User
from common.lease.rows import LeasedQuerySet, LeasedRow
from common.text import word_line
from receipts.models.entry_filters import IN_DOUBT, EntryFilters, between_days, rows_of
from receipts.models.search import FoldedField, Term, has_terms
from receipts.models.turn import ReadingTurn, Turn
from subscriptions.models import QuotaUse


# The type plugin gives the managers of either base a type of their own.
class ReceiptQuerySet(EntryFilters["Receipt"], LeasedQuerySet["Receipt"]):  # type: ignore[override]
    entry_path = "transaction__"

    def owned_by(self, user: User) -> Self:
        return self.filter(owner=user)

    def with_terms(self, terms: Collection[Term], *, owner: User | None = None) -> Self:
        """What has no entry yet is found by the name of its file. `owner`: the rows are this
        one's. Asked apart, so that entries are found by their index."""
        if not terms:
            return self.none()
        entries = rows_of("Transaction").filter(has_terms("search_text", terms))
        unread = Receipt.objects.filter(has_terms("filename_words", terms), transaction=None)
        if owner is not None:
            entries, unread = entries.filter(owner=owner), unread.filter(owner=owner)
        found = entries.order_by().values("receipt")
        return self.filter(pk__in=found.union(unread.order_by().values("pk"), all=True))

    def kept(self) -> Self:
        """Not in the trash."""
        return self.filter(deleted_at=None)

    def in_trash(self) -> Self:
        return self.filter(deleted_at__isnull=False)

    def without_parts(self) -> Self:
        """Not split. One that was is what its parts are cut from, and lasts as long as they do."""
        return self.filter(~Exists(Receipt.objects.filter(split_from=OuterRef("pk"))))

    def first_parts(self) -> Self:
        """Of each document that was split the first part that is not in the trash and did not
        fail."""
        parts = Receipt.objects.kept().exclude(status=Receipt.Status.FAILED)
        earlier = parts.filter(split_from=OuterRef("split_from"), pk__lt=OuterRef("pk"))
        return self.filter(~Exists(earlier), split_from__isnull=False)

    def uploaded_between(
        self, zone: ZoneInfo, start: date | None = None, end: date | None = None
    ) -> Self:
        """By the days of that zone."""
        return self.filter(between_days("uploaded_at", zone, start, end))

    def with_own_entry(self) -> Self:
        """One that counts with it, or is in the trash with it: not set aside."""
        return self.filter(Exists(_own_entries()))

    def without_entry(self) -> Self:
        return self.filter(~Exists(_own_entries()))

    def with_values(self) -> Self:
        """Read, or entered by hand."""
        return self.filter(Q(reading__isnull=False) | Q(Exists(_own_entries())))

    def without_values(self) -> Self:
        return self.without_entry().filter(reading__isnull=True)

    def in_doubt(self) -> Self:
        """The reading is, and nobody has approved it."""
        return self.filter(review_status__in=IN_DOUBT)

    def with_entry(self) -> Self:
        """What the API shows of a receipt, in a fixed number of queries; without the evidence."""
        return self.with_reading().defer("reading")

    def with_reading(self) -> Self:
        """As `with_entry`, with the evidence: for one receipt alone."""
        return (
            self.defer("transaction__search_text")
            .select_related("transaction__category")
            .prefetch_related("files", "transaction__items__category", "transaction__tax_lines")
        )

    def comparable(self) -> Self:
        """What another receipt can be a duplicate of: read, and not in the trash."""
        return self.kept().filter(status=Receipt.Status.COMPLETED)

    def unread(self) -> Self:
        """Those that wait for their first reading."""
        waiting = [Receipt.Status.PENDING, Receipt.Status.PROCESSING]
        return self.filter(status__in=waiting, reading__isnull=True)

    def due(self, *, now: datetime) -> Self:
        return super().due(now=now).readable()

    def waiting(self, *, now: datetime) -> Self:
        return super().waiting(now=now).readable()

    def readable(self) -> Self:
        """What is in the trash is not read, and a copy not before the receipt it is a copy of."""
        original = Receipt.objects.kept().unread().filter(pk=OuterRef("duplicate_of"))
        is_waiting = Q(duplicate_of__isnull=False) & Exists(original)
        return self.kept().exclude(is_waiting)

    def next_in_turn(self, *, now: datetime) -> Turn | None:
        """None: nothing is due."""
        return min(self.turns(now=now), default=None)

    def turns(self, *, now: datetime) -> list[Turn]:
        """Of every account that has something due; the least comes first."""
        waiting = self.waiting(now=now).order_by().values_list("owner_id")
        counted = waiting.annotate(Min("pk"), Count("pk"))
        oldest = {owner_id: pk for owner_id, pk, _ in counted}
        due = Counter({owner_id: count for owner_id, _, count in counted})
        being_read: Counter[int] = Counter()
        claimed = self.readable().filter(status=Receipt.Status.PROCESSING).order_by("lease_until")
        for owner_id, pk, lease_until in claimed.values_list("owner_id", "pk", "lease_until"):
            if lease_until is None or lease_until < now:  # its worker died
                oldest[owner_id] = pk
                due[owner_id] += 1
            else:
                being_read[owner_id] += 1
        served_at = ReadingTurn.objects.served_at(oldest)
        return [
            Turn(being_read[owner_id], served_at[owner_id], pk, owner_id, due[owner_id])
            for owner_id, pk in oldest.items()
        ]

    def staying_in(self) -> Self:
        """Those of accounts whose receipts no model may read."""
        return self.filter(owner__model_privacy=User.ModelPrivacy.OFFLINE_ONLY)

    def going_out(self) -> Self:
        """The others."""
        return self.exclude(owner__model_privacy=User.ModelPrivacy.OFFLINE_ONLY)

    def _with_entry(self) -> Self:
        return self.with_own_entry()

    def stamps(self, *, now: datetime) -> dict[str, Any]:
        return {"updated_at": now}


def _own_entries() -> Any:
    together = Q(deleted_at=None) | Q(deleted_at=OuterRef("deleted_at"))
    return rows_of("Transaction").filter(together, receipt=OuterRef("pk"))


def with_wholes(receipts: models.QuerySet["Receipt"]) -> models.QuerySet["Receipt"]:
    """And those that parts among them are cut from, which have the originals."""
    wholes = wholes_of(receipts)
    if not wholes:
        return receipts
    return Receipt.objects.filter(Q(pk__in=receipts.order_by().values("pk")) | Q(pk__in=wholes))


def wholes_of(receipts: models.QuerySet["Receipt"]) -> set[int]:
    """What parts among them are cut from; and where that is a part, what it is cut from."""
    found: set[int] = set()
    while wholes := _wholes(receipts):
        found |= wholes
        receipts = Receipt.objects.filter(pk__in=wholes)
    return found


def _wholes(receipts: models.QuerySet["Receipt"]) -> set[int]:
    parts = receipts.order_by().filter(split_from__isnull=False)
    return {pk for pk in parts.values_list("split_from", flat=True) if pk is not None}


class DocumentKind(models.TextChoices):
    """What kind of paper it is. Only the first three are purchases, of which entries are made."""

    RECEIPT = "receipt", "receipt"
    INVOICE = "invoice", "invoice"
    CREDIT_NOTE = "credit_note", "credit note"
    CARD_SLIP = "card_slip", "card slip"
    UNPAID_BILL = "unpaid_bill", "bill before payment"
    QUOTATION = "quotation", "quotation"
    PRO_FORMA = "pro_forma", "pro forma invoice"
    ORDER_CONFIRMATION = "order_confirmation", "order confirmation"
    DELIVERY_NOTE = "delivery_note", "delivery note"
    PAYMENT_REMINDER = "payment_reminder", "payment reminder"
    BANK_STATEMENT = "bank_statement", "bank statement"
    MENU = "menu", "menu"
    PRICE_TAG = "price_tag", "price tag"
    GIFT_CARD = "gift_card", "gift card"
    CHEQUE = "cheque", "cheque"
    OTHER = "other", "something else"


_PURCHASES = (DocumentKind.RECEIPT, DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE)
NO_PURCHASES = tuple(kind for kind in DocumentKind if kind not in _PURCHASES)


class TrashReason(models.TextChoices):
    """Why it lies there where nobody has deleted it."""

    SPLIT = "split", "split into several receipts"


class Receipt(LeasedRow):
    """One uploaded document, of one file or several (`ReceiptFile`). The machine's reading stays
    here as it was; what people correct and reports add up is the `Transaction`.

    One that is no purchase has no entry: its `Transaction` is set aside (`is_set_aside`), with what
    was read and corrected, until somebody says that it is one.
    """

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
    reread_use = models.ForeignKey(
        QuotaUse,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
        help_text="the free read that the latest re-read took, if it took one",
    )

    duplicate_of = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.SET_NULL,
        related_name="copies",
        editable=False,
        help_text="the earlier receipt with the same bytes, whose reading is taken over",
    )

    original_filename = models.CharField(max_length=255, help_text="of the first file")
    filename_words = FoldedField(of="original_filename", by=word_line)
    sha256 = models.CharField(max_length=64, help_text="of the document: see `document_sha256`")
    perceptual_hash = models.CharField(max_length=16, blank=True)
    turned_hashes = models.CharField(
        max_length=48, blank=True, help_text="of the picture's other three quarter turns"
    )
    uploaded_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    reading = models.JSONField(null=True)
    confidence = models.FloatField(null=True, help_text="0 to 1")
    engine = models.CharField(max_length=20, blank=True)
    model = models.CharField(max_length=100, blank=True)
    read_by = models.CharField(
        max_length=150,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text="the reader and model that were set",
    )
    seconds = models.FloatField(null=True)
    input_tokens = models.PositiveIntegerField(null=True)
    output_tokens = models.PositiveIntegerField(null=True)
    cost_usd = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    read_at = models.DateTimeField(null=True)

    read_by_fallback = models.BooleanField(
        default=False,
        db_default=False,
        help_text="by another reader, since the service of the first one was away",
    )
    reread_offered = models.BooleanField(
        default=False, db_default=False, help_text="the first reader could read it now"
    )

    picture_faults = models.JSONField(
        default=list,
        db_default=[],
        blank=True,
        help_text="what makes its pictures hard to read: `code`, and the numbers of the `pages`",
    )
    deleted_at = models.DateTimeField(null=True, help_text="in the trash since")
    trash_reason = models.CharField(
        max_length=5,
        choices=TrashReason,
        blank=True,
        default="",
        db_default="",
        help_text="empty: it is not in the trash, or somebody has deleted it",
    )
    split_from = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.SET_NULL,
        related_name="parts",
        db_index=False,  # few have one: see below
        editable=False,
        help_text="the receipt that this was a part of; it lies in the trash while it has parts",
    )
    document_kind = models.CharField(
        max_length=20,
        choices=DocumentKind,
        blank=True,
        default="",
        db_default="",
        help_text="empty: not known",
    )
    is_kind_settled = models.BooleanField(
        default=False,
        db_default=False,
        help_text="a person has said what kind it is, so no reading changes it",
    )
    version = models.PositiveIntegerField(
        default=1, help_text="counts the changes of what people see and edit, for If-Match"
    )
    review_status = models.CharField(
        max_length=12, choices=ReviewStatus, default=ReviewStatus.UNREVIEWED
    )
    review_reasons = models.JSONField(default=list, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta(LeasedRow.Meta):
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            *LeasedRow.Meta.indexes,
            models.Index(fields=["owner", "-uploaded_at", "-id"], name="receipt_newest_of_owner"),
            # The same bytes. By the digest alone SQLite would rather read all of an account.
            models.Index(fields=["owner", "sha256"], name="receipt_bytes_of_owner"),
            models.Index(
                # Comparing a picture with all of an account reads this index alone.
                fields=["owner", "perceptual_hash", "id"],
                name="receipt_pictures_of_owner",
                condition=Q(status="completed", deleted_at=None),
            ),
            # What a report says that it leaves out, and what it doubts; how many there are.
            models.Index(
                fields=["owner", "status", "uploaded_at"],
                name="receipt_unread_of_owner",
                condition=Q(status__in=["pending", "processing", "failed"], deleted_at=None),
            ),
            models.Index(
                # Whose turn it is, and how many wait, is told by this index alone; for SQLite it
                # has to have the columns of its condition too.
                fields=["owner", "id", "not_before", "duplicate_of", "status", "deleted_at"],
                name="receipt_waiting_of_owner",
                condition=Q(status="pending", deleted_at=None),
            ),
            models.Index(
                fields=["owner", "id"],
                name="receipt_doubted_of_owner",
                condition=Q(review_status__in=["unreviewed", "needs_review"]),
            ),
            models.Index(
                fields=["owner"], name="receipt_kept_of_owner", condition=Q(deleted_at=None)
            ),
            # What the last readings took and cost.
            models.Index(
                fields=["read_at"], name="receipt_read_at", condition=Q(read_at__isnull=False)
            ),
            models.Index(
                fields=["deleted_at"],
                name="receipt_in_trash",
                condition=Q(deleted_at__isnull=False),
            ),
            models.Index(
                fields=["split_from"],
                name="receipt_part_of",
                condition=Q(split_from__isnull=False),
            ),
            # What is no purchase: few, and asked for by reports and by what resembles them.
            models.Index(
                fields=["owner", "uploaded_at"],
                name="receipt_no_purchase_of_owner",
                condition=Q(document_kind__in=NO_PURCHASES),
            ),
            models.Index(
                fields=["owner"],
                name="receipt_read_by_fallback",
                condition=Q(read_by_fallback=True),
            ),
            models.Index(
                fields=["failure_code"],
                name="receipt_failed_by_code",
                condition=~Q(failure_code=""),
            ),
        ]
        constraints = [
            *LeasedRow.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(status="completed") | Q(reading__isnull=False),
                name="receipt_is_completed_with_a_reading",
            ),
            models.CheckConstraint(
                condition=Q(confidence=None) | Q(confidence__range=(0, 1)),
                name="receipt_confidence_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return f"Receipt {self.pk}"

    @property
    def is_purchase(self) -> bool:
        """One of an unknown kind is taken for one."""
        return self.document_kind not in NO_PURCHASES
