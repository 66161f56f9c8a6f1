"""Mail: what is owed is written down with the change that causes it; the rest happens outside."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from email import policy as email_policy
from email.message import EmailMessage
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any

from allauth.account import app_settings as allauth_settings
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, override

from accounts.allauth_internals import users_with_address
from accounts.models import OutgoingMail, User
from common.lease.retries import Failure, Kind, RetryPolicy
from common.lease.run import Run, Work, run_leased

VERIFY_EMAIL = "account/email/email_confirmation"
VERIFY_EMAIL_AT_SIGN_UP = "account/email/email_confirmation_signup"
RESET_PASSWORD = "account/email/password_reset_key"  # noqa: S105 - a path
ACCOUNT_EXISTS = "account/email/account_already_exists"
UNKNOWN_ACCOUNT = "account/email/unknown_account"
NEW_PASSWORD_NOTICES = frozenset(
    {f"account/email/password_{what}" for what in ("changed", "reset", "set")}
)
ACCOUNT_DELETED = "account/email/account_deleted"

# Longer than the time-outs of all steps of one SMTP call together.
LEASE = timedelta(minutes=5)
# What a server says of one mail. While it is away itself, the mail waits without a count.
RETRIES = RetryPolicy(
    max_attempts=6,
    delays=(
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=6),
    ),
)
# The server closes, whatever it was asked (RFC 5321, 4.2.3).
_CLOSING = 421
REFUSED = "recipient_refused"
NOT_TAKEN = "not_taken"

# A mail that nobody could deliver is kept this long for the staff to see.
KEEP_GIVEN_UP = timedelta(days=30)


class LongLineMail(EmailMultiAlternatives):
    """Lines as long as mail allows (998, RFC 5322, 2.1.1). At Python's default of 78 a link is cut
    in two by its encoding, and who reads mail on the console cannot copy it."""

    def message(self, *, policy: email_policy.Policy | None = None) -> EmailMessage:
        return super().message(policy=(policy or email_policy.default).clone(max_line_length=998))


class NothingToSayError(Exception):
    """The reason for the mail is gone: the address is verified by now, or was never ours."""


def keep_mail(
    *,
    template: str,
    recipient: str,
    user: User | None = None,
    context: dict[str, Any] | None = None,
) -> OutgoingMail:
    """Write down that a mail is owed. `context` holds no secrets: it stays in the database."""
    facts = {"language": get_language(), **(context or {})}
    return OutgoingMail.objects.create(
        template=template, recipient=recipient, user=user, context=facts
    )


def deliver_mail(mail_id: int) -> bool:
    """One attempt. False: it was not due, or somebody else has it."""
    return run_leased(mail_id, _WORK)


def write_mail(mail: OutgoingMail) -> EmailMultiAlternatives:
    """Text and HTML from the templates, in the language of the account, or else of the call that
    was the reason; links that prove something are made here, not before."""
    account = mail.user or User.objects.filter(email__iexact=mail.recipient).first()
    chosen = account.language if account else ""
    with override(chosen or mail.context.get("language") or settings.LANGUAGE_CODE):
        return _write(mail)


def _write(mail: OutgoingMail) -> EmailMultiAlternatives:
    template, facts = _FACTS.get(mail.template, _no_facts)(mail)
    context = {
        "signup_url": settings.HEADLESS_FRONTEND_URLS["account_signup"],
        "password_reset_url": settings.HEADLESS_FRONTEND_URLS["account_reset_password"],
        "email": mail.recipient,
        **mail.context,
        **facts,
    }
    message = LongLineMail(
        subject=render_to_string(f"{template}_subject.txt", context).strip(),
        body=render_to_string(f"{template}_message.txt", context),
        to=[mail.recipient],
    )
    html = render_to_string(f"{template}_message.html", context)
    message.attach_alternative(html, "text/html")
    return message


def forget_old_mail() -> None:
    """Mail that was given up long ago."""
    OutgoingMail.objects.given_up().filter(created_at__lt=timezone.now() - KEEP_GIVEN_UP).delete()


def _send(run: Run[OutgoingMail]) -> bool:
    with suppress(NothingToSayError):
        write_mail(run.row).send()
    # Not forgotten while the database is away: it would be sent twice.
    deleted, _ = run.write(OutgoingMail.objects.held(run.row.pk, run.token).delete)
    return bool(deleted)


def _failure_of(error: Exception) -> Failure | None:
    # SMTP's own errors are among them.
    if not isinstance(error, OSError):
        return None
    final = _is_final(error)
    return Failure(
        code=REFUSED if final else NOT_TAKEN,
        text=f"{type(error).__name__}: {error}",
        retryable=not final,
        kind=Kind.ANSWER if _is_answer(error) else Kind.OUTAGE,
    )


def _is_answer(error: Exception) -> bool:
    """To this mail. All else, such as a wrong password of ours, would meet every mail."""
    match error:
        case SMTPRecipientsRefused():
            codes = [code for code, _ in error.recipients.values()]
        case SMTPDataError():
            codes = [error.smtp_code]
        case _:
            return False
    return _CLOSING not in codes


def _is_final(error: Exception) -> bool:
    """The server knows that nobody has this address (RFC 5321, 4.2.1: 5yz is for good)."""
    return isinstance(error, SMTPRecipientsRefused) and all(
        code >= 500 for code, _ in error.recipients.values()
    )


_WORK = Work(
    rows=lambda: OutgoingMail.objects.select_related("user"),
    lease=LEASE,
    retries=RETRIES,
    do=_send,
    failure_of=_failure_of,
    interrupted_text="Sending this mail was interrupted every time.",
    outage_text="The mail server was away, or refused this server, for too long.",
)


# A template's own name and what it needs to know.
Facts = tuple[str, dict[str, Any]]


def _no_facts(mail: OutgoingMail) -> Facts:
    return mail.template, {}


def _verification_facts(mail: OutgoingMail) -> Facts:
    addresses = EmailAddress.objects.filter(email__iexact=mail.recipient, verified=False)
    if mail.user is not None:
        addresses = addresses.filter(user=mail.user)
    address = addresses.order_by("-primary", "pk").first()
    if address is None or not address.can_set_verified():
        raise NothingToSayError
    key = EmailConfirmationHMAC(address).key
    return mail.template, {
        "link": _frontend_url("account_confirm_email", key=key),
        "days": allauth_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS,
    }


def _reset_facts(mail: OutgoingMail) -> Facts:
    """Who asks says only an address; whether somebody has it is looked up here, where nobody can
    measure how long that takes."""
    users = users_with_address(mail.recipient)
    if not users:
        return UNKNOWN_ACCOUNT, {"link": settings.HEADLESS_FRONTEND_URLS["account_signup"]}
    user = next((user for user in users if user.email == mail.recipient), users[0])
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return mail.template, {
        "link": _frontend_url("account_reset_password_from_key", key=key),
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }


def _account_exists_facts(mail: OutgoingMail) -> Facts:
    return mail.template, {"link": settings.HEADLESS_FRONTEND_URLS["account_reset_password"]}


def _frontend_url(name: str, *, key: str) -> str:
    return str(settings.HEADLESS_FRONTEND_URLS[name].format(key=key))


_FACTS: dict[str, Callable[[OutgoingMail], Facts]] = {
    VERIFY_EMAIL: _verification_facts,
    VERIFY_EMAIL_AT_SIGN_UP: _verification_facts,
    RESET_PASSWORD: _reset_facts,
    ACCOUNT_EXISTS: _account_exists_facts,
}
