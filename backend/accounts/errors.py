"""Errors of proving who one is."""

from common.errors import AppError, ConflictError
from common.rates import RateUse


class InvalidCredentialsError(AppError):
    """The same for an unknown address and for a wrong password."""

    code = "invalid_credentials"
    status = 401

    def __init__(self) -> None:
        super().__init__("The e-mail address or the password is not correct.")


class EmailNotVerifiedError(AppError):
    code = "email_not_verified"
    status = 401

    def __init__(self) -> None:
        super().__init__(
            "Please verify your e-mail address first: open the link in the mail that we sent you."
        )


class AccountInactiveError(AppError):
    code = "account_inactive"
    status = 401

    def __init__(self) -> None:
        super().__init__("This account has been deactivated.")


class SecondFactorRequiredError(AppError):
    """The password is right; the same call wants `second_factor` as well."""

    code = "second_factor_required"
    status = 401

    def __init__(self) -> None:
        super().__init__("Please send the code of your authenticator app, too.")


class SecondFactorInvalidError(AppError):
    code = "second_factor_invalid"
    status = 401

    def __init__(self) -> None:
        super().__init__("The code of the second factor is not correct.")


class RefreshTokenInvalidError(AppError):
    """Used, expired, ended by a sign-out, or never ours."""

    code = "token_not_valid"
    status = 401

    def __init__(self) -> None:
        super().__init__("The refresh token is invalid or expired.")


class TooManyAttemptsError(AppError):
    code = "too_many_attempts"
    status = 429

    def __init__(self, *, retry_after: int) -> None:
        super().__init__("Too many attempts. Please try again later.", retry_after=retry_after)


class TooManyCallsError(AppError):
    """One account calls faster than the operator allows. `use`: of the rate that it met."""

    code = "too_many_calls"
    status = 429

    def __init__(self, *, retry_after: int, use: RateUse) -> None:
        super().__init__(
            f"This is faster than the service allows. Please go on in {retry_after} seconds.",
            retry_after=retry_after,
        )
        self.use = use


class VerificationLinkError(AppError):
    """Also when throttled: the existing client posts again without end at any answer that has
    neither of the words "invalid" and "expired"."""

    code = "invalid_or_expired"
    status = 400

    def __init__(self, *, retry_after: int | None = None) -> None:
        super().__init__(
            "This verification link is invalid or expired. Please ask for a new one.",
            retry_after=retry_after,
        )


class ResetLinkError(AppError):
    code = "invalid_or_expired"
    status = 400

    def __init__(self) -> None:
        super().__init__("This link is invalid or expired. Please ask for a new one.")


class CsrfError(AppError):
    """A call with a cookie that our own pages may not have sent."""

    code = "csrf_failed"
    status = 403

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"{reason} A call with the session cookie comes from this server's own origin, and one "
            "that changes something has the value of the cookie csrftoken as X-CSRFToken."
        )


class SessionEndedError(AppError):
    """While the call was at work, such as by a sign-out in another tab."""

    code = "session_ended"
    status = 401

    def __init__(self) -> None:
        super().__init__("Your session has ended meanwhile. Please sign in again.")


class TooManyKeysError(ConflictError):
    code = "too_many_keys"
