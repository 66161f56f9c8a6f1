"""Mail: owed with the change, sent outside the request, tried again."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accounts.models import OutgoingMail, User
from accounts.services.mail import deliver_mail, write_mail
from accounts.tasks import queue_due_mail, queue_mail
from accounts.tests.mail_server import mailers, unused_port
from accounts.tests.mailbox import link_in, token_in

REGISTER = "/api/v1/accounts/register/"
VERIFY = "/api/v1/accounts/verify-email/"
PASSWORD = "correct horse battery staple"
NEW = {
    "email": "new@example.com",
    "first_name": "Nora",
    "last_name": "North",
    "password": PASSWORD,
    "password_confirm": PASSWORD,
}


@pytest.fixture
def no_mail_server(settings):
    settings.MAILERS = mailers(unused_port())


def test_a_real_mailbox_gets_text_and_html(anonymous, db, after_commit, mailbox):
    with after_commit():
        anonymous.post(REGISTER, NEW)

    mail = mailbox.mails[0]
    assert mail["To"] == "new@example.com"
    assert mail["From"] == "Smart Accounting <noreply@localhost>"
    assert mail["Subject"] == "Please verify your e-mail address"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert anonymous.post(VERIFY, {"token": token_in(mail)}).status_code == 200
    assert not OutgoingMail.objects.exists()


def test_a_link_can_be_copied_from_the_raw_mail(user, settings):
    name = "account_reset_password_from_key"
    settings.HEADLESS_FRONTEND_URLS = settings.HEADLESS_FRONTEND_URLS | {
        name: "https://accounting.example.com/reset-password/{key}"
    }
    mail = OutgoingMail(template="account/email/password_reset_key", recipient=user.email)

    raw = write_mail(mail).message().as_string()

    link = next(line for line in raw.splitlines() if line.startswith("http"))
    assert len(link) > 78
    assert link == link_in(write_mail(mail))


def test_nothing_is_sent_before_the_commit(anonymous, db, after_commit, mailbox):
    with after_commit():
        anonymous.post(REGISTER, NEW)
        assert mailbox.mails == []


def test_a_mail_server_that_is_down_costs_nobody_an_account(
    anonymous, db, after_commit, no_mail_server
):
    with after_commit():
        response = anonymous.post(REGISTER, NEW)

    assert response.status_code == 201
    assert User.objects.filter(email="new@example.com").exists()
    mail = OutgoingMail.objects.get()
    assert (mail.status, mail.attempts) == ("pending", 0)
    assert "Refused" in mail.failure_text


def test_the_mail_comes_when_the_server_is_back(anonymous, db, after_commit, mailbox, settings):
    back = settings.MAILERS
    settings.MAILERS = mailers(unused_port())
    with after_commit():
        anonymous.post(REGISTER, NEW)
    settings.MAILERS = back

    assert queue_due_mail() == 0
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=2)):
        assert queue_due_mail() == 1

    assert link_in(mailbox.mails[0]).startswith("http://localhost:3000/verify-email/")
    assert not OutgoingMail.objects.exists()


def test_a_call_that_was_lost_is_made_by_the_sweep(user, mailbox):
    queue_mail(template="account/email/account_deleted", recipient="alice@example.com")
    assert mailbox.mails == []

    queue_due_mail()

    assert mailbox.mails[0]["To"] == "alice@example.com"


def test_a_mail_waits_for_a_server_that_is_away_for_a_day(user, mailbox, settings):
    back, start = settings.MAILERS, datetime.now(UTC)
    settings.MAILERS = mailers(unused_port())
    with time_machine.travel(start, tick=False) as clock:
        queue_mail(template="account/email/account_deleted", recipient="alice@example.com")
        for _ in range(24 * 3):
            queue_due_mail()
            clock.shift(timedelta(minutes=20))
        assert OutgoingMail.objects.get().attempts == 0
        settings.MAILERS = back
        queue_due_mail()

    assert mailbox.mails[0]["To"] == "alice@example.com"


def test_a_mail_is_given_up_when_the_server_stays_away(user, no_mail_server, settings):
    settings.OUTAGE_MAX_HOURS = 1
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        queue_mail(template="account/email/account_deleted", recipient="alice@example.com")
        queue_due_mail()
        clock.shift(timedelta(hours=1))
        queue_due_mail()

    mail = OutgoingMail.objects.given_up().get()
    assert (mail.failure_code, mail.attempts) == ("outage_too_long", 0)


def test_the_pauses_grow_and_end(user, mailbox):
    mailbox.refusal = "450 Try again"
    start = datetime.now(UTC)
    with time_machine.travel(start, tick=False) as clock:
        queue_mail(template="account/email/account_deleted", recipient="alice@example.com")
        assert queue_due_mail() == 1
        for minutes in (1, 6, 36, 156, 516):
            clock.move_to(start + timedelta(minutes=minutes, seconds=-1))
            assert queue_due_mail() == 0
            clock.move_to(start + timedelta(minutes=minutes))
            assert queue_due_mail() == 1
        clock.move_to(start + timedelta(days=20))
        assert queue_due_mail() == 0

    assert OutgoingMail.objects.given_up().count() == 1


def test_an_address_that_does_not_exist_is_not_tried_again(user, mailbox):
    mailbox.refusal = "550 No such user"
    queue_mail(template="account/email/account_deleted", recipient="nobody@example.com")

    queue_due_mail()

    mail = OutgoingMail.objects.get()
    assert (mail.status, mail.failure_code, mail.attempts) == ("failed", "recipient_refused", 1)


def test_a_server_that_says_later_is_asked_later(user, mailbox):
    mailbox.refusal = "450 Try again"
    queue_mail(template="account/email/account_deleted", recipient="alice@example.com")

    queue_due_mail()

    mail = OutgoingMail.objects.get()
    assert (mail.status, mail.failure_code, mail.attempts) == ("pending", "not_taken", 1)


def test_a_server_that_closes_is_away_and_has_said_nothing_of_the_mail(user, mailbox):
    mailbox.refusal = "421 Closing"
    queue_mail(template="account/email/account_deleted", recipient="alice@example.com")

    queue_due_mail()

    mail = OutgoingMail.objects.get()
    assert (mail.status, mail.attempts) == ("pending", 0)
    assert mail.outage_since is not None


def test_what_was_given_up_is_forgotten_after_a_month(user, mailbox):
    mail = OutgoingMail.objects.create(
        template="account/email/account_deleted",
        recipient="nobody@example.com",
        status="failed",
        failure_code="not_taken",
    )
    with time_machine.travel(datetime.now(UTC) + timedelta(days=29)):
        queue_due_mail()
    assert OutgoingMail.objects.filter(pk=mail.pk).exists()

    with time_machine.travel(datetime.now(UTC) + timedelta(days=31)):
        queue_due_mail()

    assert not OutgoingMail.objects.exists()


def test_two_deliveries_of_one_mail_send_it_once(user, mailbox):
    queue_mail(template="account/email/account_deleted", recipient="alice@example.com")
    mail_id = OutgoingMail.objects.get().pk
    OutgoingMail.objects.claim(mail_id, now=datetime.now(UTC), lease=timedelta(minutes=5))

    assert deliver_mail(mail_id) is False
    assert mailbox.mails == []


def test_no_link_that_proves_something_is_stored(anonymous, user, no_mail_server, after_commit):
    with after_commit():
        anonymous.post(REGISTER, NEW)
        anonymous.post("/api/v1/accounts/password/reset/", {"email": "alice@example.com"})

    stored = str(list(OutgoingMail.objects.values()))
    assert OutgoingMail.objects.count() == 2
    assert "http" not in stored
    assert "reset-password" not in stored


@pytest.mark.parametrize(
    "template",
    [
        "account/email/password_changed",
        "account/email/password_set",
        "account/email/password_reset",
        "account/email/email_changed",
        "account/email/email_deleted",
        "account/email/account_already_exists",
        "account/email/account_deleted",
        "mfa/email/totp_activated",
        "mfa/email/totp_deactivated",
        "mfa/email/recovery_codes_generated",
    ],
)
def test_every_notice_is_written_and_escapes_only_in_html(user, mailbox, template):
    facts = {
        "ip": "203.0.113.9",
        "user_agent": "<b>Ann's phone</b>",
        "timestamp": "22 November 2026, 10:00 UTC",
        "from_email": "old@example.com",
        "to_email": "new@example.com",
        "deleted_email": "old@example.com",
    }
    queue_mail(template=template, recipient="alice@example.com", context=facts)

    queue_due_mail()

    text, html = (part.get_content() for part in mailbox.mails[0].iter_parts())
    assert mailbox.mails[0]["Subject"]
    assert "&#x27;" not in text
    assert "{{" not in text
    assert "<b>" not in html
    assert html.startswith("<!doctype html>")
