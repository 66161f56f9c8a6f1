"""Documentation of the account calls for the API's pages: their answers, with examples."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter

from accounts.serializers import (
    ApiKeySerializer,
    CountryListSerializer,
    DetailSerializer,
    EmailSerializer,
    EmailVerificationSerializer,
    NewApiKeySerializer,
    OptionsSerializer,
    PasswordChangeSerializer,
    PasswordResetSerializer,
    PasswordSerializer,
    ProfileSerializer,
    RefreshSerializer,
    RegisterSerializer,
    ResetLinkSerializer,
    SessionSerializer,
    SignedInSerializer,
    SignInSerializer,
    SignOutSerializer,
    TokenPairSerializer,
)
from common.api.openapi import ErrorSerializer
from common.text import in_words

Call = dict[str, Any]

_PAIR = {"access": "eyJhbGciOiJIUzI1NiJ9.access", "refresh": "eyJhbGciOiJIUzI1NiJ9.refresh"}
_PASSWORD = "correct horse battery staple"  # noqa: S105 - an example
_NEW_PASSWORD = "another horse, another battery"  # noqa: S105 - an example
_EMAIL = {"email": "alice@example.com"}
_NAMES = {"first_name": "Alice", "last_name": "Archer"}
_PROFILE = {
    "id": 1,
    **_EMAIL,
    **_NAMES,
    "company": "Archer Ltd",
    "phone": "+44 20 7946 0000",
    "address": "1 High Street, London",
    "home_currency": "GBP",
    "country": "GB",
    "date_order": "dmy",
    "tax_year_start_month": 4,
    "time_zone": "Europe/London",
    "language": "",
    "date_joined": "2026-11-22T10:00:00Z",
}
_SESSION = {
    "id": 7,
    "user_agent": "Mozilla/5.0 (X11; Linux x86_64)",
    "ip": "203.0.113.9",
    "created_at": "2026-11-22T10:00:00Z",
    "is_current": True,
}
_KEY = {
    "id": 3,
    "name": "Bookkeeping export",
    "prefix": "sa_x7Qm2",
    "scope": "read",
    "created_at": "2026-11-22T10:00:00Z",
    "last_used_at": None,
}


def _asks(value: object, name: str = "Request") -> OpenApiExample:
    return OpenApiExample(name, value=value, request_only=True)


def _answers(value: object, status: int = 200) -> OpenApiExample:
    return OpenApiExample("Answer", value=value, response_only=True, status_codes=[str(status)])


def _refuses(status: int, code: str, detail: str, **fields: object) -> OpenApiExample:
    return OpenApiExample(
        code,
        value={**fields, "detail": detail, "code": code, "error": detail},
        response_only=True,
        status_codes=[str(status)],
    )


def _bad_input(field: str, message: str) -> OpenApiExample:
    return _refuses(400, "invalid", f"{in_words(field)}: {message}", **{field: [message]})


def _call(
    operation_id: str,
    *examples: OpenApiExample,
    request: Any = None,
    answers: dict[int, Any],
    refusals: tuple[int, ...] = (),
    **more: Any,
) -> Call:
    return {
        "operation_id": operation_id,
        "tags": ["accounts"],
        "request": request,
        "responses": answers | dict.fromkeys(refusals, ErrorSerializer),
        "examples": list(examples),
        **more,
    }


_THROTTLED = _refuses(429, "too_many_attempts", "Too many attempts. Please try again later.")
_NOT_SIGNED_IN = _refuses(401, "not_authenticated", "Authentication credentials were not provided.")
_LINK_INVALID = _refuses(
    400,
    "invalid_or_expired",
    "This verification link is invalid or expired. Please ask for a new one.",
)
_ANYBODY: Call = {"auth": []}
_IF_MATCH = OpenApiParameter(
    "If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, description="the `ETag` you have read"
)
_ETAG = OpenApiParameter("ETag", OpenApiTypes.STR, OpenApiParameter.HEADER, response=[200])

# --- The existing client's calls

SIGN_IN = _call(
    "accounts_sign_in",
    _asks({**_EMAIL, "password": _PASSWORD}, "E-mail and password"),
    _asks({**_EMAIL, "password": _PASSWORD, "second_factor": "123456"}, "With a second factor"),
    _answers({"tokens": _PAIR, **_PAIR, "user": {"id": 1, **_EMAIL, **_NAMES}}),
    _bad_input("email", "Enter a valid email address."),
    _refuses(401, "invalid_credentials", "The e-mail address or the password is not correct."),
    _refuses(
        401,
        "email_not_verified",
        "Please verify your e-mail address first: open the link in the mail that we sent you.",
    ),
    _refuses(401, "second_factor_required", "Please send the code of your authenticator app, too."),
    _THROTTLED,
    request=SignInSerializer,
    answers={200: SignedInSerializer},
    refusals=(400, 401, 429),
    **_ANYBODY,
)
REFRESH = _call(
    "accounts_refresh",
    _asks({"refresh": _PAIR["refresh"]}),
    _answers(_PAIR),
    _refuses(401, "token_not_valid", "The refresh token is invalid or expired."),
    _THROTTLED,
    request=RefreshSerializer,
    answers={200: TokenPairSerializer},
    refusals=(400, 401, 429),
    **_ANYBODY,
)
SIGN_OUT = _call(
    "accounts_sign_out",
    _asks({"refresh": _PAIR["refresh"]}),
    _NOT_SIGNED_IN,
    request=SignOutSerializer,
    answers={204: None},
    refusals=(400, 401),
)
REGISTER = _call(
    "accounts_register",
    _asks(
        {
            **_EMAIL,
            **_NAMES,
            "password": _PASSWORD,
            "password_confirm": _PASSWORD,
            "country": "GB",
            "home_currency": "GBP",
            "date_order": "dmy",
            "tax_year_start_month": 4,
        }
    ),
    _answers({"detail": "We have sent you a mail."}, 201),
    _bad_input("password_confirm", "The passwords differ."),
    _THROTTLED,
    request=RegisterSerializer,
    answers={201: DetailSerializer},
    refusals=(400, 429),
    **_ANYBODY,
)
VERIFY_EMAIL = _call(
    "accounts_verify_email",
    _asks({"token": "MQ:1vLkXz:kX3s"}),
    _answers({"detail": "Your e-mail address is verified. You can sign in now."}),
    _LINK_INVALID,
    request=EmailVerificationSerializer,
    answers={200: DetailSerializer},
    refusals=(400,),
    **_ANYBODY,
)
RESEND = _call(
    "accounts_resend_verification_email",
    _asks(_EMAIL),
    _answers({"detail": "If the address is waiting for it, we have sent the link again."}),
    _bad_input("email", "Enter a valid email address."),
    request=EmailSerializer,
    answers={200: DetailSerializer},
    refusals=(400,),
    **_ANYBODY,
)
ME = _call(
    "accounts_me",
    _answers(_PROFILE),
    _NOT_SIGNED_IN,
    answers={200: ProfileSerializer},
    refusals=(401,),
    parameters=[_ETAG],
)
CHANGE_ME = _call(
    "accounts_change_me",
    _asks({"company": "Archer Ltd", "home_currency": "EUR", "country": "IE"}),
    _answers({**_PROFILE, "home_currency": "EUR", "country": "IE"}),
    _bad_input("home_currency", "This is no currency of ISO 4217, such as GBP."),
    _NOT_SIGNED_IN,
    _refuses(412, "stale", "This was changed since you have read it. Please load it again."),
    request=ProfileSerializer,
    answers={200: ProfileSerializer},
    refusals=(400, 401, 412),
    parameters=[_IF_MATCH, _ETAG],
)
DELETE_ME = _call(
    "accounts_delete_me",
    _asks({"password": _PASSWORD}),
    _bad_input("password", "Incorrect password."),
    _NOT_SIGNED_IN,
    _THROTTLED,
    request=PasswordSerializer,
    answers={204: None},
    refusals=(400, 401, 429),
)

# --- Beyond them

OPTIONS = _call(
    "accounts_options",
    _answers(
        {
            "demo": True,
            "sign_up": True,
            "sends_mail": False,
            "billing": False,
            "webhooks": False,
            "languages": [{"code": "en", "name": "English"}, {"code": "de", "name": "Deutsch"}],
        }
    ),
    answers={200: OptionsSerializer},
    **_ANYBODY,
)
COUNTRIES = _call(
    "accounts_countries",
    _answers(
        {
            "countries": [
                {
                    "code": "GB",
                    "name": "United Kingdom",
                    "home_currency": "GBP",
                    "date_order": "dmy",
                    "tax_year_start_month": 4,
                    "language": "en",
                }
            ]
        }
    ),
    answers={200: CountryListSerializer},
    **_ANYBODY,
)
DEMO = _call(
    "accounts_demo",
    _answers({**_PROFILE, "email": "demo@example.com", "first_name": "Demo"}),
    _refuses(404, "not_found", "Not found."),
    _refuses(409, "conflict", "You are signed in already. Please sign out first."),
    answers={200: ProfileSerializer},
    refusals=(401, 403, 404, 409, 429),
    **_ANYBODY,
)
CHANGE_PASSWORD = _call(
    "accounts_change_password",
    _asks({"current_password": _PASSWORD, "new_password": _NEW_PASSWORD}),
    _answers(_PAIR),
    _bad_input("current_password", "Please type your current password."),
    _NOT_SIGNED_IN,
    _THROTTLED,
    request=PasswordChangeSerializer,
    answers={200: TokenPairSerializer, 204: None},
    refusals=(400, 401, 429),
)
ASK_FOR_RESET = _call(
    "accounts_ask_for_password_reset",
    _asks(_EMAIL),
    _answers({"detail": "We have sent a mail to this address."}),
    _bad_input("email", "Enter a valid email address."),
    _THROTTLED,
    request=ResetLinkSerializer,
    answers={200: DetailSerializer},
    refusals=(400, 429),
    **_ANYBODY,
)
RESET_PASSWORD = _call(
    "accounts_reset_password",
    _asks({"token": "1-d0q2sp-3f0c", "password": _NEW_PASSWORD}),
    _answers({"detail": "Your password is changed. You can sign in now."}),
    _refuses(
        400, "invalid_or_expired", "This link is invalid or expired. Please ask for a new one."
    ),
    _THROTTLED,
    request=PasswordResetSerializer,
    answers={200: DetailSerializer},
    refusals=(400, 429),
    **_ANYBODY,
)
LIST_SESSIONS = _call(
    "accounts_list_sessions",
    _answers(_SESSION),
    _NOT_SIGNED_IN,
    answers={200: SessionSerializer(many=True)},
    refusals=(401, 404),
)
END_OTHER_SESSIONS = _call(
    "accounts_end_other_sessions", _NOT_SIGNED_IN, answers={204: None}, refusals=(401,)
)
END_SESSION = _call(
    "accounts_end_session", _NOT_SIGNED_IN, answers={204: None}, refusals=(401, 404)
)
LIST_API_KEYS = _call(
    "accounts_list_api_keys",
    _answers(_KEY),
    _NOT_SIGNED_IN,
    answers={200: ApiKeySerializer(many=True)},
    refusals=(401, 404),
)
CREATE_API_KEY = _call(
    "accounts_create_api_key",
    _asks({"name": "Bookkeeping export", "scope": "read"}),
    _answers({**_KEY, "key": "sa_x7Qm2pLr0c8aVb1nYtKdWsEfGhJiUoPzXqMvBnLkRt4"}, 201),
    _bad_input("name", "A key has this name."),
    _NOT_SIGNED_IN,
    _refuses(403, "plan_required", "This needs the Premium plan."),
    _refuses(409, "too_many_keys", "There are 20 keys already. Please revoke one first."),
    request=ApiKeySerializer,
    answers={201: NewApiKeySerializer},
    refusals=(400, 401, 403, 409),
)
REVOKE_API_KEY = _call(
    "accounts_revoke_api_key", _NOT_SIGNED_IN, answers={204: None}, refusals=(401, 404)
)
