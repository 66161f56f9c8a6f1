"""What the documentation pages show for each account call."""

from drf_spectacular.utils import OpenApiExample

_PAIR = {"access": "eyJhbGciOiJIUzI1NiJ9.access", "refresh": "eyJhbGciOiJIUzI1NiJ9.refresh"}

SIGN_IN = OpenApiExample(
    "E-mail and password",
    value={"email": "alice@example.com", "password": "correct horse battery staple"},
    request_only=True,
)
SIGN_IN_WITH_CODE = OpenApiExample(
    "With a second factor",
    value={
        "email": "alice@example.com",
        "password": "correct horse battery staple",
        "code": "123456",
    },
    request_only=True,
)
SIGNED_IN = OpenApiExample(
    "Signed in",
    value={
        "tokens": _PAIR,
        **_PAIR,
        "user": {
            "id": 1,
            "email": "alice@example.com",
            "first_name": "Alice",
            "last_name": "Archer",
        },
    },
    response_only=True,
    status_codes=["200"],
)
REFRESH = OpenApiExample("Refresh", value={"refresh": _PAIR["refresh"]}, request_only=True)
TOKEN_PAIR = OpenApiExample("A new pair", value=_PAIR, response_only=True, status_codes=["200"])
PROFILE = OpenApiExample(
    "Profile",
    value={
        "id": 1,
        "email": "alice@example.com",
        "first_name": "Alice",
        "last_name": "Archer",
        "company": "Archer Ltd",
        "phone": "+44 20 7946 0000",
        "address": "1 High Street, London",
        "home_currency": "GBP",
        "country": "GB",
        "date_order": "dmy",
        "tax_year_start_month": 4,
        "date_joined": "2026-11-22T10:00:00Z",
    },
    response_only=True,
    status_codes=["200"],
)


def error_example(status: int, code: str, detail: str, **fields: object) -> OpenApiExample:
    return OpenApiExample(
        code,
        value={**fields, "detail": detail, "code": code, "error": detail},
        response_only=True,
        status_codes=[str(status)],
    )


WRONG_PASSWORD = error_example(
    401, "invalid_credentials", "The e-mail address or the password is not correct."
)
NOT_VERIFIED = error_example(
    401,
    "email_not_verified",
    "Please verify your e-mail address first: open the link in the mail that we sent you.",
)
SECOND_FACTOR = error_example(
    401, "second_factor_required", "Please send the code of your authenticator app, too."
)
REFRESH_REFUSED = error_example(401, "token_not_valid", "The refresh token is invalid or expired.")
THROTTLED = error_example(429, "too_many_attempts", "Too many attempts. Please try again later.")
NOT_SIGNED_IN = error_example(
    401, "not_authenticated", "Authentication credentials were not provided."
)
