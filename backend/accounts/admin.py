"""Accounts in the admin: to look after, never to look into. No password, key or token is shown."""

from typing import Any, cast

import allauth.account.admin
import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401 - registers what is taken back below
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst

from accounts.models import ApiKey, OutgoingMail, User
from accounts.models.mail import OutgoingMailQuerySet
from accounts.services.mail import VERIFY_EMAIL
from accounts.services.users import deactivate, delete_account, end_all_sessions, reactivate
from accounts.tasks import queue_mail

# They would show the secrets of second factors and the keys of live sessions.
admin.site.unregister([Authenticator, UserSession, EmailAddress])

_IS_VERIFIED = Exists(EmailAddress.objects.filter(user=OuterRef("pk"), verified=True))
_BOOKS = ("home_currency", "country", "date_order", "tax_year_start_month", "time_zone", "language")
_RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


class _Named:
    """A row under the name that staff are shown. What is stored keeps the row's own, which holds no
    address: it outlives the account."""

    def __init__(self, row: Any, name: str) -> None:
        self._row, self._name = row, name

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)

    def __str__(self) -> str:
        return self._name


class Owned(admin.ModelAdmin):
    """Says by their e-mail address whose a row is: in lists, messages and histories, and at the
    head of its page."""

    @admin.display(description="owner")
    def owner_address(self, row: Any) -> str:
        return row.owner.email if row.owner else "deleted"

    def name_of(self, row: Any) -> str:
        return f"{capfirst(row._meta.verbose_name)} {row.pk}, {self.owner_address(row)}"

    def _named(self, row: Any) -> Any:
        return _Named(row, self.name_of(row))

    def action_checkbox(self, obj: Any) -> Any:
        return super().action_checkbox(self._named(obj))

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        return super().response_add(request, self._named(obj), *args)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return super().response_change(request, self._named(obj))

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Asked before they are deleted: the message afterwards wants the names."""
        self._names_of_deleted(request).update({row.pk: self.name_of(row) for row in queryset})
        return super().log_deletions(request, queryset)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        name = self._names_of_deleted(request).get(obj_id, obj_display)
        return super().response_delete(request, name, obj_id)

    def _names_of_deleted(self, request: HttpRequest) -> dict[Any, str]:
        names: dict[Any, str] = request.__dict__.setdefault("names_of_deleted", {})
        return names

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        page = super().history_view(request, object_id, extra_context)
        if isinstance(page, TemplateResponse) and page.context_data:
            row = self._named(page.context_data["object"])
            page.context_data |= {"object": row, "title": f"Change history: {row}"}
        return page

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> TemplateResponse:
        row = kwargs.get("obj")
        named = context | ({"subtitle": self.name_of(row)} if row else {})
        page = super().render_change_form(request, named, *args, **kwargs)
        return cast(TemplateResponse, page)

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        named = context | {"subtitle": self.name_of(context["object"])}
        return super().render_delete_form(request, named)


class ReadOnly(admin.options.BaseModelAdmin):
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class EmailAddressInline(ReadOnly, admin.TabularInline):
    model = EmailAddress
    fields = ["email", "verified", "primary"]
    can_delete = False


class SecondFactorInline(ReadOnly, admin.TabularInline):
    model = Authenticator
    fields = ["type", "created_at", "last_used_at"]
    verbose_name_plural = "second factor"
    can_delete = False


class VerifiedFilter(admin.SimpleListFilter):
    title = "e-mail verified"
    parameter_name = "verified"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Yes"), ("no", "No")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.value() is None:
            return queryset
        return queryset.filter(_IS_VERIFIED if self.value() == "yes" else ~_IS_VERIFIED)


@admin.register(User)
class UserAdmin(Owned):
    list_display = ["email", "full_name", "is_verified", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", VerifiedFilter, "is_staff", "last_login", "date_joined"]
    search_fields = ["email", "first_name", "last_name", "company", "emailaddress__email"]
    ordering = ["-pk"]
    # Active or not is changed by the actions, which ask first and end what has to end.
    readonly_fields = ["email", "is_active", "last_login", "date_joined"]
    filter_horizontal = ["groups", "user_permissions"]
    inlines = [EmailAddressInline, SecondFactorInline]
    actions = [
        "resend_verification", "end_sessions", "deactivate_accounts", "reactivate_accounts",
    ]  # fmt: skip
    fieldsets = [
        (None, {"fields": ["email", "first_name", "last_name", "company", "phone", "address"]}),
        ("Books", {"fields": _BOOKS}),
        ("Rights", {"fields": ["is_active", *_RIGHTS]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        users: QuerySet[User] = super().get_queryset(request)
        return users.annotate(verified=_IS_VERIFIED)

    @admin.display(description="name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description="verified", boolean=True, ordering="verified")
    def is_verified(self, user: User) -> bool:
        return bool(user.verified)  # type: ignore[attr-defined]

    def name_of(self, row: User) -> str:
        return row.email

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People open their accounts themselves."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Only a superuser gives rights, or staff could make themselves superusers."""
        rights = [] if request.user.is_superuser else _RIGHTS
        return [*self.readonly_fields, *rights]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Whose accounts; what goes with them, which may be a ledger of years, in numbers."""
        _, counts, needed, protected = super().get_deleted_objects(objs, request)
        return [user.email for user in objs], counts, needed, protected

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        delete_account(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            delete_account(user)

    @admin.action(description="Mail the verification link again", permissions=["change"])
    def resend_verification(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        users = list(queryset.filter(~_IS_VERIFIED))
        for user in users:
            queue_mail(template=VERIFY_EMAIL, recipient=user.email, user=user)
        self.message_user(request, f"{len(users)} mails are on their way.")

    @admin.action(description="End all sessions", permissions=["change"])
    def end_sessions(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        ended = sum(end_all_sessions(user) for user in self._touchable(request, queryset))
        self.message_user(request, f"{ended} sessions ended.")

    @admin.action(description="Deactivate and sign out", permissions=["change"])
    def deactivate_accounts(
        self, request: HttpRequest, queryset: QuerySet[User]
    ) -> TemplateResponse | None:
        """Asks first: people are out in the middle of what they do."""
        users = self._touchable(request, queryset.filter(is_active=True))
        if users and "confirmed" not in request.POST:
            return self._ask_before_deactivating(request, users)
        for user in users:
            deactivate(user)
            self.log_change(request, user, "Deactivated.")
        self.message_user(request, f"{len(users)} accounts deactivated.")
        return None

    def _ask_before_deactivating(self, request: HttpRequest, users: list[User]) -> TemplateResponse:
        context = self.admin_site.each_context(request) | {
            "title": "Are you sure?",
            "opts": self.model._meta,
            "users": users,
            "sessions": UserSession.objects.filter(user__in=users).count(),
        }
        return TemplateResponse(request, "admin/accounts/user/deactivate.html", context)

    @admin.action(description="Reactivate", permissions=["change"])
    def reactivate_accounts(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        users = self._touchable(request, queryset.filter(is_active=False))
        for user in users:
            reactivate(user)
            self.log_change(request, user, "Reactivated.")
        self.message_user(request, f"{len(users)} accounts reactivated.")

    def _touchable(self, request: HttpRequest, queryset: QuerySet[User]) -> list[User]:
        users = [user for user in queryset if _may_touch(request, user)]
        if len(users) < len(queryset):
            self.message_user(request, "Superusers were left alone.", messages.WARNING)
        return users


def _may_touch(request: HttpRequest, user: User | None) -> bool:
    return request.user.is_superuser or user is None or not user.is_superuser


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnly, Owned):
    list_display = fields = (
        "name",
        "owner_address",
        "prefix",
        "scope",
        "created_at",
        "last_used_at",
    )
    list_filter = ["scope", "last_used_at"]
    list_select_related = ["owner"]
    search_fields = ["name", "prefix", "owner__email"]


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnly, admin.ModelAdmin):
    list_display = fields = (
        "mail",
        "recipient",
        "status",
        "attempts",
        "not_before",
        "failure_text",
        "created_at",
    )
    list_filter = ["status", "failure_code", "template"]
    search_fields = ["recipient"]
    actions = ["try_again"]

    @admin.display(description="mail")
    def mail(self, mail: OutgoingMail) -> str:
        return mail.template.rpartition("/")[2].replace("_", " ")

    @admin.action(description="Try again now", permissions=["view"])
    def try_again(self, request: HttpRequest, queryset: OutgoingMailQuerySet) -> None:
        count = queryset.requeue(now=timezone.now())
        self.message_user(request, f"{count} mails will be tried again.")
