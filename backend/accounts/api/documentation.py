"""Documentation of the account calls for the API's pages: what they take and answer."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

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
from common.api.openapi import refused

Call = dict[str, Any]

_ANYBODY: Call = {"auth": []}
_IF_MATCH = OpenApiParameter(
    "If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, description="the `ETag` you have read"
)
_ETAG = OpenApiParameter("ETag", OpenApiTypes.STR, OpenApiParameter.HEADER, response=[200])


def _call(operation_id: str, *refusals: int, answers: dict[int, Any], **more: Any) -> Call:
    return {
        "operation_id": operation_id,
        "tags": ["accounts"],
        "request": None,
        "responses": answers | refused(*refusals),
        **more,
    }


# --- The existing client's calls

SIGN_IN = _call(
    "accounts_sign_in",
    *(401, 429),
    request=SignInSerializer,
    answers={200: SignedInSerializer},
    **_ANYBODY,
)
REFRESH = _call(
    "accounts_refresh",
    *(401, 429),
    request=RefreshSerializer,
    answers={200: TokenPairSerializer},
    **_ANYBODY,
)
SIGN_OUT = _call("accounts_sign_out", request=SignOutSerializer, answers={204: None})
REGISTER = _call(
    "accounts_register",
    429,
    request=RegisterSerializer,
    answers={201: DetailSerializer},
    **_ANYBODY,
)
VERIFY_EMAIL = _call(
    "accounts_verify_email",
    request=EmailVerificationSerializer,
    answers={200: DetailSerializer},
    **_ANYBODY,
)
RESEND = _call(
    "accounts_resend_verification_email",
    request=EmailSerializer,
    answers={200: DetailSerializer},
    **_ANYBODY,
)
ME = _call("accounts_me", answers={200: ProfileSerializer}, parameters=[_ETAG])
CHANGE_ME = _call(
    "accounts_change_me",
    request=ProfileSerializer,
    answers={200: ProfileSerializer},
    parameters=[_IF_MATCH, _ETAG],
)
DELETE_ME = _call("accounts_delete_me", 429, request=PasswordSerializer, answers={204: None})

# --- Beyond them

OPTIONS = _call("accounts_options", answers={200: OptionsSerializer}, **_ANYBODY)
COUNTRIES = _call("accounts_countries", answers={200: CountryListSerializer}, **_ANYBODY)
DEMO = _call(
    "accounts_demo",
    *(401, 403, 404, 409, 429),
    answers={200: ProfileSerializer},
    **_ANYBODY,
)
CHANGE_PASSWORD = _call(
    "accounts_change_password",
    429,
    request=PasswordChangeSerializer,
    answers={200: TokenPairSerializer, 204: None},
)
ASK_FOR_RESET = _call(
    "accounts_ask_for_password_reset",
    429,
    request=ResetLinkSerializer,
    answers={200: DetailSerializer},
    **_ANYBODY,
)
RESET_PASSWORD = _call(
    "accounts_reset_password",
    429,
    request=PasswordResetSerializer,
    answers={200: DetailSerializer},
    **_ANYBODY,
)
LIST_SESSIONS = _call("accounts_list_sessions", answers={200: SessionSerializer(many=True)})
END_OTHER_SESSIONS = _call("accounts_end_other_sessions", answers={204: None})
END_SESSION = _call("accounts_end_session", answers={204: None})
LIST_API_KEYS = _call("accounts_list_api_keys", answers={200: ApiKeySerializer(many=True)})
CREATE_API_KEY = _call(
    "accounts_create_api_key",
    409,
    request=ApiKeySerializer,
    answers={201: NewApiKeySerializer},
)
REVOKE_API_KEY = _call("accounts_revoke_api_key", answers={204: None})
