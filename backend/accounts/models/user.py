"""User accounts: who somebody is, and how they keep their books."""

from contextlib import nullcontext
from datetime import date, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models.functions import Lower

from common.localization.time_zones import day_of, time_zone_named


def validate_time_zone(name: str) -> None:
    if time_zone_named(name) != name:
        raise ValidationError("This is no time zone of the IANA, such as Europe/London.")


class UserManager(DjangoUserManager["User"]):
    """Accounts have an e-mail address and no user name."""

    def create_user(  # type: ignore[override]
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(  # type: ignore[override]
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractUser):
    """Signs in by e-mail, unique without regard to case."""

    class DateOrder(models.TextChoices):
        DAY_FIRST = "dmy", "Day first (31/12/2026)"
        MONTH_FIRST = "mdy", "Month first (12/31/2026)"

    class ModelPrivacy(models.TextChoices):
        MODEL_ALLOWED = "model_allowed", "A model may read receipts"
        MODEL_MASKED = "model_masked", "A model may read masked receipts"
        OFFLINE_ONLY = "offline_only", "No model reads receipts"

    username = None  # type: ignore[assignment]
    email = models.EmailField("e-mail address", unique=True)
    company = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(max_length=500, blank=True)
    home_currency = models.CharField(max_length=3, default="GBP", help_text="ISO 4217")
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    date_order = models.CharField(max_length=3, choices=DateOrder, blank=True)
    tax_year_start_month = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )

    time_zone = models.CharField(
        max_length=40,
        default="UTC",
        db_default="UTC",
        validators=[validate_time_zone],
        help_text="IANA name, such as Europe/London",
    )

    language = models.CharField(
        max_length=12, blank=True, default="", db_default="", help_text="empty: as a call asks for"
    )

    allows_comparisons = models.BooleanField(
        "lets models be compared on its receipts",
        default=False,
        db_default=False,
        help_text="whether verified receipts may be read by another model, too, when the operator"
        " compares two; no entry changes",
    )

    model_privacy = models.CharField(
        "receipts and models",
        max_length=13,
        choices=ModelPrivacy,
        default=ModelPrivacy.MODEL_ALLOWED,
        db_default=ModelPrivacy.MODEL_ALLOWED,
        help_text="what may leave the server to be read by a model: receipts as they are; receipts"
        " with numbers of cards, bank accounts, telephones and customers and names of staff painted"
        " out; nothing",
    )

    # Django's own: what `set_password` was given, until it is saved.
    _password: str | None
    # Of the save of a new password (`accounts.receivers`): whether the API keys outlive it, as the
    # person may wish, and how many have ended with the old one.
    keeps_api_keys = False
    ended_api_keys = 0

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="unique_email_without_case"),
            models.CheckConstraint(
                condition=models.Q(tax_year_start_month__range=(1, 12)),
                name="tax_year_starts_in_a_month",
            ),
        ]

    def __str__(self) -> str:
        return f"User {self.pk}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def day_of(self, moment: datetime) -> date:
        """The day that a moment falls in where this account is."""
        return day_of(moment, self.zone)

    def save(self, **options: Any) -> None:
        """What ends with the old password ends in the transaction that stores the new one."""
        with nullcontext() if self._password is None else transaction.atomic():
            super().save(**options)
