"""Admin site of the staff: signing in has the limits of everybody's, and the second factor."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from accounts.allauth_integration.cookie_sessions import OF_THE_API
from accounts.allauth_internals import note_second_factor
from accounts.models import User

_RECENT = 10


class StaffSignInForm(AdminAuthenticationForm):
    code = forms.CharField(
        label="Code",
        required=False,
        help_text="Of your authenticator app, or a recovery code",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )

    def clean(self) -> dict[str, Any]:
        email, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if email and password:
            self.user_cache = get_adapter().authenticate(
                self.request, email=email, password=password
            )
            if self.user_cache is None:
                raise self.get_invalid_login_error()
            self.confirm_login_allowed(self.user_cache)
            self._prove_second_factor(self.user_cache)
        return self.cleaned_data

    def _prove_second_factor(self, user: User) -> None:
        if not is_mfa_enabled(user):
            if settings.STAFF_SECOND_FACTOR:
                raise ValidationError(
                    "Staff need a second factor. Please set it up in the app first."
                )
            return
        proof = AuthenticateForm({"code": self.cleaned_data.get("code", "")}, user=user)
        if not proof.is_valid():
            raise ValidationError({"code": list(proof.errors["code"])})
        assert self.request is not None
        # The sign-in that follows starts a new session; the site notes it there.
        self.request.proven_factor = proof.authenticator  # type: ignore[attr-defined]


class StaffSite(admin.AdminSite):
    """Django's admin site. Its sessions are opened here and not by the API. Whoever has a second
    factor must have used it for this session; with STAFF_SECOND_FACTOR everybody must have one."""

    site_header = site_title = "Smart Accounting"
    site_url = settings.STAFF_SITE_URL
    # Beside the filters there would be half a page left for a list.
    enable_nav_sidebar = False
    login_form = StaffSignInForm
    login_template = "admin/staff_login.html"

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().login(request, extra_context)
        factor = getattr(request, "proven_factor", None)
        if factor is not None:
            note_second_factor(request, factor)
        return response

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """With what this person did last: rows by the names that staff are shown."""
        mine = LogEntry.objects.filter(user=request.user.pk).select_related("content_type")
        actions = [(entry, self._name_in(entry)) for entry in mine[:_RECENT]]
        return super().index(request, {"recent_actions": actions} | (extra_context or {}))

    def _name_in(self, entry: LogEntry) -> str:
        """As the row is called now; of one that is gone, as it was noted."""
        model = entry.content_type.model_class() if entry.content_type else None
        row = model._base_manager.filter(pk=entry.object_id).first() if model else None
        name_of = getattr(self._registry.get(model), "name_of", str) if model else str
        return name_of(row) if row else entry.object_repr

    def password_change(  # type: ignore[override]  # the stubs forget the redirect
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The one session that outlives the old password has another key now; under that it is
        listed, and can be ended, as those of sign-ins are."""
        response: HttpResponse = super().password_change(request, extra_context)
        if isinstance(response, HttpResponseRedirect):
            UserSession.objects.create_from_request(request)
        return response

    def has_permission(self, request: HttpRequest) -> bool:
        if not super().has_permission(request) or request.session.get(OF_THE_API):
            return False
        methods = {record["method"] for record in get_authentication_records(request, request.user)}
        is_demanded = settings.STAFF_SECOND_FACTOR or is_mfa_enabled(request.user)
        return "mfa" in methods or not is_demanded
