"""POST accounts/verify-email/ and accounts/resend-verification-email/"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress

from accounts.models import OutgoingMail, User
from accounts.services.users import create_verified_user
from accounts.tests.mailbox import link_in, token_in

REGISTER = "/api/v1/accounts/register/"
VERIFY = "/api/v1/accounts/verify-email/"
RESEND = "/api/v1/accounts/resend-verification-email/"
TOKEN = "/api/v1/accounts/token/"
PASSWORD = "correct horse battery staple"


@pytest.fixture
def welcome(anonymous, after_commit, mailoutbox):
    """The mail after a sign-up."""
    body = {
        "email": "new@example.com",
        "first_name": "Nora",
        "last_name": "North",
        "password": PASSWORD,
        "password_confirm": PASSWORD,
    }
    with after_commit():
        anonymous.post(REGISTER, body)
    return mailoutbox.pop()


def is_refused_with_the_words(response) -> bool:
    body = response.json()
    words = ("invalid", "expired")
    return (
        response.status_code == 400
        and any(word in body["detail"] for word in words)
        and any(word in body["error"] for word in words)
    )


def test_the_mail_has_the_link_of_the_web_client_in_text_and_html(welcome):
    assert link_in(welcome).startswith("http://localhost:3000/verify-email/")
    assert link_in(welcome) in welcome.alternatives[0].content
    assert welcome.alternatives[0].mimetype == "text/html"


def test_the_link_opens_the_account(anonymous, welcome):
    response = anonymous.post(VERIFY, {"token": token_in(welcome)})

    assert response.status_code == 200
    signed_in = anonymous.post(TOKEN, {"email": "new@example.com", "password": PASSWORD})
    assert signed_in.status_code == 200


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("{", "application/json"),
        ("[]", "application/json"),
        ("null", "application/json"),
        ("[" * 2**20 + "]", "application/json"),
        ('{"token": "\\ud800"}', "application/json"),
        ("token=x", "application/x-www-form-urlencoded"),
        ("", ""),
    ],
    ids=lambda text: text[:12],
)
def test_what_is_no_form_is_refused_with_the_words(anonymous, db, body, kind):
    assert is_refused_with_the_words(anonymous.generic("POST", VERIFY, body, content_type=kind))


def test_the_link_works_once(anonymous, welcome):
    anonymous.post(VERIFY, {"token": token_in(welcome)})

    assert is_refused_with_the_words(anonymous.post(VERIFY, {"token": token_in(welcome)}))


def test_the_link_runs_out(anonymous, welcome):
    with time_machine.travel(datetime.now(UTC) + timedelta(days=4)):
        response = anonymous.post(VERIFY, {"token": token_in(welcome)})

    assert is_refused_with_the_words(response)
    assert not EmailAddress.objects.get().verified


@pytest.mark.parametrize(
    "body", [{"token": "rubbish"}, {"token": ""}, {}, {"token": None}, {"token": ["a"]}, []]
)
def test_whatever_is_wrong_the_words_are_there(anonymous, db, body):
    assert is_refused_with_the_words(anonymous.post(VERIFY, body))


def test_the_throttled_answer_has_the_words_too(anonymous, welcome, settings):
    settings.ACCOUNT_RATE_LIMITS = {"verify_email": "1/m/ip"}
    anonymous.post(VERIFY, {"token": "rubbish"})

    response = anonymous.post(VERIFY, {"token": token_in(welcome)})

    assert is_refused_with_the_words(response)
    assert response.headers["Retry-After"] == "60"
    assert not EmailAddress.objects.get().verified


def test_an_address_that_another_account_has_verified_meanwhile_stays_theirs(anonymous, welcome):
    other = create_verified_user(email="other@example.com", password=PASSWORD)
    EmailAddress.objects.create(user=other, email="new@example.com", verified=True)

    assert is_refused_with_the_words(anonymous.post(VERIFY, {"token": token_in(welcome)}))


def test_an_account_that_never_verified_gives_way_to_the_owner_of_the_mailbox(
    anonymous, welcome, api, user, after_commit, mailoutbox
):
    squatter = User.objects.get(email="new@example.com")
    mine = EmailAddress.objects.create(user=user, email="new@example.com")
    with after_commit():
        mine.send_confirmation()

    response = anonymous.post(VERIFY, {"token": token_in(mailoutbox[-1])})

    assert response.status_code == 200
    assert not User.objects.filter(pk=squatter.pk).exists()
    assert User.objects.get(pk=user.pk).email == "new@example.com"


def test_resend_mails_a_link_that_works(anonymous, welcome, after_commit, mailoutbox):
    with after_commit():
        response = anonymous.post(RESEND, {"email": "NEW@example.com"})

    assert response.status_code == 200
    assert anonymous.post(VERIFY, {"token": token_in(mailoutbox[0])}).status_code == 200


def test_resend_says_the_same_to_everybody(anonymous, welcome, user, after_commit, mailoutbox):
    answers = []
    counts = []
    for email in ("new@example.com", "alice@example.com", "unknown@example.com"):
        with after_commit() as waiting:
            answers.append(anonymous.post(RESEND, {"email": email}))
        counts.append(len(waiting))

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert counts == [1, 1, 1]
    assert [mail.to for mail in mailoutbox] == [["new@example.com"]]
    assert not OutgoingMail.objects.exists()


def test_resend_again_and_again_answers_the_same_and_mails_once(
    anonymous, welcome, after_commit, mailoutbox
):
    with after_commit():
        answers = [anonymous.post(RESEND, {"email": "new@example.com"}) for _ in range(25)]

    assert {answer.status_code for answer in answers} == {200}
    assert len(mailoutbox) == 1
