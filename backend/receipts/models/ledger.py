"""Ledger: the typed truth that people correct and reports add up.

Money is Decimal, with its currency beside it.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from accounts.models import User
from common.localization.sentences import translated
from common.money import UNKNOWN_CURRENCY
from common.text import fold, folded_words
from receipts.models.entry_filters import EntryFilters, EntryScope, between_days, is_one_of
from receipts.models.receipt import Receipt
from receipts.models.search import FoldedField

# Three places hold every ISO 4217 minor unit; thirteen digits before them hold any total in rupiah.
MONEY_DIGITS = 16
MONEY_PLACES = 3
# E-invoices count in fractions of kilowatt hours, and price them by fractions of cents.
FINE_PLACES = 6
QUANTITY_DIGITS, PRICE_DIGITS = 15, 19

models.CharField.register_lookup(Length)


class PaymentMethod(models.TextChoices):
    """The words of `receipts.services.fields`."""

    CASH = "cash"
    CARD = "card"
    BANK_TRANSFER = "bank_transfer"
    DIRECT_DEBIT = "direct_debit"
    MOBILE = "mobile"
    CHEQUE = "cheque"
    OTHER = "other"


class CategoryQuerySet(models.QuerySet["Category"]):
    def visible_to(self, user: User) -> Self:
        """The defaults and the user's own."""
        return self.filter(Q(owner=None) | Q(owner=user))

    def named(self, name: str) -> Self:
        """Whatever the case and the accents."""
        return self.filter(name_key=fold(name))

    def renamed(self) -> Self:
        """By a release that found two of one name, and since then by nobody."""
        return self.exclude(former_name="")


class TransactionQuerySet(EntryFilters["Transaction"]):
    receipt_path = "receipt__"

    def owned_by(self, user: User) -> Self:
        return self.filter(owner=user)

    def kept(self) -> Self:
        """Neither in the trash nor of a receipt that is."""
        return self.filter(deleted_at=None, receipt__deleted_at=None)

    def contradicting(self) -> Self:
        """Their type is not that of their category, as it could be stored by earlier releases."""
        return self.filter(~Q(category__type=F("type")), category__isnull=False)

    def in_trash(self) -> Self:
        """By itself, or with its receipt; without what is set aside."""
        by_hand = Q(receipt=None, deleted_at__isnull=False)
        together = Q(deleted_at=None) | Q(deleted_at=F("receipt__deleted_at"))
        return self.filter(by_hand | together & Q(receipt__deleted_at__isnull=False))

    def created_between(
        self, zone: ZoneInfo, start: date | None = None, end: date | None = None
    ) -> Self:
        """By the days of that zone."""
        return self.filter(between_days("created_at", zone, start, end))

    def counted(self, scope: EntryScope) -> Self:
        """What a report on the scope adds up, one by one, where nothing is converted; a category
        filter means the entry's own."""
        return self.in_scope(scope).having("total").narrowed(scope)

    def counted_in_part(self, scope: EntryScope) -> Self:
        """The same; a category filter means a part of the entry in one of them."""
        wide = replace(scope, category_ids=None)
        rows = self.counted(wide)
        if scope.category_ids is None:
            return rows
        parts = LineItem.objects.in_scope(wide).moved().moved_into(scope.category_ids)
        own = is_one_of("category", scope.category_ids)
        return rows.filter(own | Q(pk__in=parts.values("transaction")))

    def with_lines(self) -> Self:
        """What the API shows of an entry, in a fixed number of queries."""
        return (
            self.select_related("category", "receipt")
            .defer("receipt__reading", "receipt__review_reasons")
            .prefetch_related("items__category", "tax_lines")
        )


_TransactionRows = models.Manager.from_queryset(TransactionQuerySet)


class TransactionManager(_TransactionRows):
    """Leaves in the database what is there to be found by and never shown."""

    def get_queryset(self) -> TransactionQuerySet:  # type: ignore[override]
        rows = TransactionQuerySet(self.model, using=self._db)
        return rows.defer("search_text")


class Category(models.Model):
    """`owner` None: one of the defaults that everybody has."""

    class Type(models.TextChoices):
        EXPENSE = "expense"
        INCOME = "income"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="categories"
    )
    slug = models.SlugField(max_length=40)
    name = models.CharField(max_length=60)
    name_key = FoldedField(of="name", by=fold)
    former_name = models.CharField(
        max_length=60, blank=True, default="", db_default="", editable=False,
        help_text="before a release found another one of this name",
    )  # fmt: skip
    type = models.CharField(max_length=7, choices=Type, default=Type.EXPENSE)
    is_deductible = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1, help_text="counts its changes, for If-Match")

    objects: ClassVar[CategoryQuerySet] = CategoryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "categories"
        ordering = ["name_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "slug"], name="category_slug_of_owner"),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(owner=None), name="category_slug_of_defaults"
            ),
            models.UniqueConstraint(fields=["owner", "name_key"], name="category_name_of_owner"),
            models.UniqueConstraint(
                fields=["name_key"], condition=Q(owner=None), name="category_name_of_defaults"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """Of a default, in the language of who reads it."""
        return translated(self.name) if self.owner_id is None else self.name


class Transaction(models.Model):
    """One ledger entry, from a receipt or made by hand.

    A field that a person has set is named in `corrected_fields`; no later reading touches it.
    `deductible_share` is the part (0 to 1) that counts against tax. `search_text` is what it is
    found by; whoever writes the entry, its lines or its receipt's reading calls
    `refresh_search_texts`.
    """

    class Type(models.TextChoices):
        EXPENSE = "expense"
        INCOME = "income"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="transactions"
    )
    receipt = models.OneToOneField(
        Receipt, null=True, on_delete=models.CASCADE, related_name="transaction"
    )
    type = models.CharField(max_length=7, choices=Type, default=Type.EXPENSE)
    vendor = models.CharField(max_length=200, blank=True)
    purchased_on = models.DateField(null=True)
    currency = models.CharField(
        max_length=3, help_text="ISO 4217; XXX: printed, but not known which"
    )
    total = models.DecimalField(max_digits=MONEY_DIGITS, decimal_places=MONEY_PLACES, null=True)
    subtotal = models.DecimalField(max_digits=MONEY_DIGITS, decimal_places=MONEY_PLACES, null=True)
    tax = models.DecimalField(max_digits=MONEY_DIGITS, decimal_places=MONEY_PLACES, null=True)
    discount = models.DecimalField(max_digits=MONEY_DIGITS, decimal_places=MONEY_PLACES, null=True)
    tip = models.DecimalField(
        max_digits=MONEY_DIGITS, decimal_places=MONEY_PLACES, null=True, help_text="in the total"
    )
    rounding = models.DecimalField(
        max_digits=MONEY_DIGITS,
        decimal_places=MONEY_PLACES,
        null=True,
        help_text="in the total, with its sign",
    )
    category = models.ForeignKey(
        Category, null=True, on_delete=models.SET_NULL, related_name="transactions"
    )
    payment_method = models.CharField(max_length=13, choices=PaymentMethod, blank=True)
    payment_method_text = models.CharField(max_length=50, blank=True, help_text="as printed")
    receipt_number = models.CharField(max_length=100, blank=True)
    notes = models.TextField(blank=True, max_length=2000)
    deductible_share = models.DecimalField(max_digits=4, decimal_places=3, default=Decimal(0))
    corrected_fields = models.JSONField(default=list, blank=True)
    applied_rules = models.JSONField(
        default=list, blank=True, help_text="what vendor rules have set: rule, field, read, set"
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    verified_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(
        null=True, help_text="in the trash since, or set aside: see `is_set_aside`"
    )
    version = models.PositiveIntegerField(
        default=1, help_text="of an entry without a receipt; else the receipt's counts"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    vendor_words = FoldedField(of="vendor", by=folded_words)
    search_text = models.TextField(blank=True, default="", db_default="", editable=False)

    objects: ClassVar[TransactionQuerySet] = TransactionManager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-purchased_on", "-pk"]
        indexes = [
            models.Index(fields=["owner", "-purchased_on"], name="transaction_by_date"),
            # Reports add up from the index alone, where the database can, and join lines from it.
            models.Index(
                fields=[
                    "owner",
                    "purchased_on",
                    "type",
                    "currency",
                    "category",
                    "total",
                    "vendor",
                    "deductible_share",
                    "tax",
                    "receipt",
                    "id",
                ],
                condition=Q(deleted_at=None),
                name="transaction_for_reports",
            ),
            # How many of a period nobody has verified, whose receipts are in doubt.
            models.Index(
                fields=["owner", "purchased_on", "type", "currency", "receipt"],
                condition=Q(deleted_at=None, verified_at=None, total__isnull=False),
                name="transaction_unverified",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(currency__length=3), name="transaction_has_a_currency"
            ),
            models.CheckConstraint(
                condition=Q(deductible_share__range=(0, 1)), name="transaction_deducts_a_share"
            ),
            models.CheckConstraint(
                condition=Q(verified_at=None) | Q(total__isnull=False),
                name="transaction_verified_with_a_total",
            ),
            models.CheckConstraint(
                condition=Q(verified_at=None) | ~Q(currency=UNKNOWN_CURRENCY),
                name="transaction_verified_in_a_currency",
            ),
            models.CheckConstraint(
                condition=Q(payment_method__in=["", *PaymentMethod.values]),
                name="transaction_paid_in_a_known_way",
            ),
        ]

    def __str__(self) -> str:
        return f"Transaction {self.pk}"

    @property
    def is_set_aside(self) -> bool:
        """Its receipt is no purchase: nobody sees it, and it is in no sum."""
        if self.deleted_at is None or self.receipt is None:
            return False
        return self.receipt.deleted_at != self.deleted_at

    @classmethod
    def column(cls, name: str) -> models.Field:
        """Of an entry's own; its choices and whether it may be blank are said there alone."""
        found = cls._meta.get_field(name)
        assert isinstance(found, models.Field)
        return found


class LineItemQuerySet(EntryFilters["LineItem"]):
    entry_path = "transaction__"

    def moved(self) -> Self:
        """Those that stand in another category than their entry, and so move their amount there."""
        return (
            self.having("total")
            .filter(category__isnull=False, amount__isnull=False)
            .exclude(category=F("transaction__category"), transaction__category__isnull=False)
        )

    def contradicting(self) -> Self:
        """As of entries, of the type of theirs."""
        return self.filter(~Q(category__type=F("transaction__type")), category__isnull=False)

    def moved_into(self, category_ids: frozenset[int | None]) -> Self:
        return self.filter(is_one_of("category", category_ids))

    def moved_in_or_out(self, category_ids: frozenset[int | None]) -> Self:
        return self.filter(
            is_one_of("category", category_ids) | is_one_of("transaction__category", category_ids)
        )


class LineItem(models.Model):
    """What was bought, in the order of the receipt. `category` None: the transaction's own."""

    transaction = models.ForeignKey(Transaction, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    description = models.CharField(max_length=500, blank=True)
    quantity = models.DecimalField(
        max_digits=QUANTITY_DIGITS, decimal_places=FINE_PLACES, null=True
    )
    unit_price = models.DecimalField(max_digits=PRICE_DIGITS, decimal_places=FINE_PLACES, null=True)
    amount = models.DecimalField(max_digits=MONEY_DIGITS, decimal_places=MONEY_PLACES, null=True)

    category = models.ForeignKey(
        Category, null=True, on_delete=models.SET_NULL, related_name="items"
    )

    objects: ClassVar[LineItemQuerySet] = LineItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["transaction", "position"], name="line_item_has_its_place"
            )
        ]
        indexes = [
            models.Index(
                fields=["transaction", "category", "amount"],
                condition=Q(category__isnull=False),
                name="line_item_in_a_category",
            )
        ]

    def __str__(self) -> str:
        return f"Line {self.position} of transaction {self.transaction_id}"


class TaxLineQuerySet(EntryFilters["TaxLine"]):
    entry_path = "transaction__"

    def charged(self) -> Self:
        return self.filter(kind=TaxLine.Kind.CHARGED)

    def withheld(self) -> Self:
        return self.filter(kind=TaxLine.Kind.WITHHELD)


class TaxLine(models.Model):
    """One tax rate of a receipt. `rate` in percent. What is withheld makes the total less, and is
    no value added tax."""

    class Kind(models.TextChoices):
        """The words of `receipts.services.extraction`."""

        CHARGED = "charged"
        WITHHELD = "withheld"

    transaction = models.ForeignKey(Transaction, on_delete=models.CASCADE, related_name="tax_lines")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(
        max_length=8, choices=Kind, default=Kind.CHARGED, db_default=Kind.CHARGED
    )
    rate = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    net = models.DecimalField(max_digits=MONEY_DIGITS, decimal_places=MONEY_PLACES, null=True)
    tax = models.DecimalField(max_digits=MONEY_DIGITS, decimal_places=MONEY_PLACES, null=True)

    objects: ClassVar[TaxLineQuerySet] = TaxLineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["transaction", "position"], name="tax_line_has_its_place"
            )
        ]

    def __str__(self) -> str:
        return f"Tax line {self.position} of transaction {self.transaction_id}"
