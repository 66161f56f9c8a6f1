"""Receipts in the admin: where they are in their processing, and the reading beside the picture."""

from datetime import date
from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.models import User
from common.money import with_currency
from receipts.admin.lists import (
    AgeFilter,
    EngineFilter,
    FailureFilter,
    StaffList,
    TrashFilter,
    shortened,
)
from receipts.history import Event, Kind, record
from receipts.intake.reprocessing import read_again
from receipts.ledger.search_text import search_terms
from receipts.models import Receipt, ReceiptFile, Transaction
from receipts.processing.quota_settlement import give_places_back
from receipts.processing.stopping import stop_reading
from receipts.removal.trash import restore_receipts, trash_receipts
from receipts.services.fields import FIELDS
from receipts.storages.receipt_storage import receipt_storage

# As long as a browser shows a picture again without asking, and so without another event.
_PICTURE_SECONDS = 300
_MOST_LINES = 300
_MOST_REASONS = 2
_MOST_CHARACTERS = 500  # of one value or line: nobody reads further


class FileInline(admin.TabularInline):
    """Whoever may see a receipt may see what is known of its files."""

    model = ReceiptFile
    fields = (
        "position", "mime_type", "size_bytes", "width", "height", "page_count", "stored_name",
        "sha256",
    )  # fmt: skip
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Receipt)
class ReceiptAdmin(StaffList):
    """Pictures are reached through `picture`, which notes who looked at whose receipt."""

    list_display = (
        "thumbnail", "number_and_file", "vendor", "purchased_on", "total", "status_and_failure",
        "waits_for", "owner_address", "uploaded",
    )  # fmt: skip
    list_display_links = ("number_and_file",)
    list_filter = (
        "status", "review_status", "document_kind", EngineFilter, FailureFilter, AgeFilter,
        TrashFilter,
    )  # fmt: skip
    actions = ("read_again", "mark_failed", "give_place_back", "clean_up", "restore")
    fieldsets = (
        (None, {"fields": ("owner_address", "original_filename", "uploaded_at", "deleted_at")}),
        (
            "Processing",
            {
                "fields": (
                    "status", "failure_code", "failure_text", "attempts", "not_before",
                    "lease_until", "read_at", "engine", "model", "seconds", "input_tokens",
                    "output_tokens", "cost_usd", "confidence", "document_kind",
                    "is_kind_settled", "review_status",
                )
            },
        ),
        (
            "Document",
            {
                "classes": ("collapse",),
                "fields": ("sha256", "perceptual_hash"),
            },
        ),
    )  # fmt: skip
    inlines = (FileInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Receipt]:
        rows: QuerySet[Receipt] = super().get_queryset(request)
        return rows.defer("reading", "transaction__search_text").select_related(
            "owner", "transaction"
        )

    def with_words(self, queryset: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Of its entry: who looks into all accounts needs the index, which is of entries."""
        entries = Transaction.objects.with_terms(search_terms(text))
        return queryset.filter(transaction__in=entries)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.picture, cacheable=True)
        name = "receipts_receipt_picture"
        first = path("<int:pk>/picture/<str:variant>/", view, name=name)
        further = path("<int:pk>/picture/<str:variant>/<int:position>/", view, name=name)
        return [first, further, *super().get_urls()]

    def picture(
        self, request: HttpRequest, pk: int, variant: str, position: int = 0
    ) -> HttpResponse:
        """Sends on to a signed link, after it has noted the view."""
        receipt = self.get_object(request, str(pk))
        if receipt is None or not self.has_view_permission(request, receipt):
            raise Http404
        url = _link_to(receipt, variant, position)
        if url is None:
            raise Http404
        seen = {"variant": variant} | ({"position": position} if position else {})
        actor = cast(User, request.user)
        record(Kind.VIEWED, [Event(receipt, seen)], actor=actor, now=timezone.now())
        response = HttpResponseRedirect(url)
        patch_cache_control(response, private=True, max_age=_PICTURE_SECONDS)
        return response

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> TemplateResponse:
        receipt: Receipt | None = kwargs.get("obj")
        reading = (receipt.reading if receipt else None) or {}
        context |= {
            "readings": [
                {"label": field.label} | _shortened(reading[field.name])
                for field in FIELDS
                if field.name in reading
            ],
            "checks": reading.get("checks", []),
            "lines": "\n".join(
                shortened(line, _MOST_CHARACTERS) for line in reading.get("lines", [])[:_MOST_LINES]
            ),
            "entry": getattr(receipt, "transaction", None),
            "receipt": receipt,
            "positions": [file.position for file in receipt.files.all()] if receipt else [],
        }
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="picture")
    def thumbnail(self, receipt: Receipt) -> SafeString:
        url = reverse("admin:receipts_receipt_picture", args=[receipt.pk, "thumbnail"])
        return format_html(
            '<img class="receipt-thumbnail" src="{}" width="60" height="40" loading="lazy" alt="">',
            url,
        )

    @admin.display(description="receipt")
    def number_and_file(self, receipt: Receipt) -> str:
        return f"{receipt.pk} {shortened(receipt.original_filename, 30)}"

    @admin.display(description="status")
    def status_and_failure(self, receipt: Receipt) -> str:
        """What failed last stands beside it: also of one that waits, or was read before."""
        status = "in the trash" if receipt.deleted_at else receipt.status
        failure = receipt.failure_code.replace("_", " ")
        return f"{status}: {failure}" if failure else status

    @admin.display(description="vendor")
    def vendor(self, receipt: Receipt) -> str:
        return shortened(_entry_of(receipt).vendor)

    @admin.display(description="date")
    def purchased_on(self, receipt: Receipt) -> date | None:
        return _entry_of(receipt).purchased_on

    @admin.display(description="total")
    def total(self, receipt: Receipt) -> str:
        entry = _entry_of(receipt)
        return with_currency(entry.total, entry.currency)

    @admin.display(description="waits for")
    def waits_for(self, receipt: Receipt) -> str:
        """A person, with the reasons; a later try; another receipt; or its turn."""
        if receipt.deleted_at or receipt.status == Receipt.Status.FAILED:
            return ""
        if receipt.status == Receipt.Status.COMPLETED:
            codes = [reason["code"].replace("_", " ") for reason in receipt.review_reasons]
            more = [f"{len(codes) - _MOST_REASONS} more"] if len(codes) > _MOST_REASONS else []
            return ", ".join(codes[:_MOST_REASONS] + more)
        if receipt.not_before and receipt.not_before > timezone.now():
            return f"the next try, {receipt.not_before:%d %b %H:%M} UTC"
        if receipt.duplicate_of_id and receipt.reading is None:
            return f"receipt {receipt.duplicate_of_id}, the same file"
        return "its turn" if receipt.status == Receipt.Status.PENDING else "its reader"

    @admin.display(description="uploaded, UTC")
    def uploaded(self, receipt: Receipt) -> str:
        return f"{receipt.uploaded_at:%Y-%m-%d %H:%M}"

    def has_manage_permission(self, request: HttpRequest) -> bool:
        return cast(User, request.user).has_perm("receipts.change_receipt")

    @admin.action(description="Read again", permissions=["manage"])
    def read_again(self, request: HttpRequest, queryset: QuerySet[Receipt]) -> None:
        actor = cast(User, request.user)
        queued, refused = read_again(queryset, actor=actor)
        self._tell(request, f"{queued} queued, {refused} refused: they wait already or lack quota.")

    @admin.action(description="Mark failed: stop waiting or reading", permissions=["manage"])
    def mark_failed(self, request: HttpRequest, queryset: QuerySet[Receipt]) -> None:
        stopped = stop_reading(queryset, actor=cast(User, request.user), now=timezone.now())
        self._tell(request, f"{stopped} stopped.")

    @admin.action(description="Give the quota place back", permissions=["manage"])
    def give_place_back(self, request: HttpRequest, queryset: QuerySet[Receipt]) -> None:
        chosen = self._chosen(queryset)
        given = give_places_back(chosen.values_list("pk", flat=True))
        for receipt in chosen.filter(pk__in=given):
            self.log_change(request, receipt, "Quota place given back.")
        left = chosen.count() - len(given)
        self._tell(request, f"{len(given)} given back; {left} did not count as documents.")

    @admin.action(description="Clean up: move to the trash", permissions=["manage"])
    def clean_up(self, request: HttpRequest, queryset: QuerySet[Receipt]) -> None:
        moved = trash_receipts(
            self._chosen(queryset), actor=cast(User, request.user), now=timezone.now()
        )
        self._tell(request, f"{len(moved)} moved to the trash.")

    @admin.action(description="Restore from the trash", permissions=["manage"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Receipt]) -> None:
        back = restore_receipts(
            self._chosen(queryset),
            actor=cast(User, request.user),
            now=timezone.now(),
        )
        self._tell(request, f"{len(back)} restored.")

    def _chosen(self, queryset: QuerySet[Receipt]) -> Any:
        """Plain rows: those of the list have what only the list needs."""
        return Receipt.objects.filter(pk__in=list(queryset.values_list("pk", flat=True)))

    def _tell(self, request: HttpRequest, text: str) -> None:
        self.message_user(request, text, messages.SUCCESS)


def _entry_of(receipt: Receipt) -> Transaction:
    """An empty one for a receipt that has none yet."""
    return getattr(receipt, "transaction", None) or Transaction()


def _link_to(receipt: Receipt, variant: str, position: int) -> str | None:
    """None: there is no such file, or no such picture of it."""
    file = receipt.files.filter(position=position).first()
    if file is None:
        return None
    links = receipt_storage().links(file.stored_name, now=timezone.now())
    return getattr(links, f"{variant}_url", None)


def _shortened(field: dict[str, Any]) -> dict[str, Any]:
    return {
        name: shortened(value, _MOST_CHARACTERS) if isinstance(value, str) else value
        for name, value in field.items()
    }
