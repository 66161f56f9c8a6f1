"""Languages over HTTP: the account's own, else what the call asks for, else English."""

import json
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.utils import timezone
from pypdfium2 import PdfDocument

from accounts.models import OutgoingMail
from accounts.tests.browser import Browser
from conftest import PASSWORD
from receipts.models import Category, Receipt
from receipts.processing.stopping import stop_reading
from reports.tests.ledgers import add_entry, make_receipt
from subscriptions.plans import PLANS
from subscriptions.services.grants import give_plan

API = "/api/v1"
ME = f"{API}/accounts/me/"
GERMAN = {"HTTP_ACCEPT_LANGUAGE": "de-AT,de;q=0.9,en;q=0.8"}


def speaks(user, language: str) -> None:
    type(user).objects.filter(pk=user.pk).update(language=language)


def test_an_error_is_in_the_language_that_is_asked_for(api):
    answer = api.get(f"{API}/receipts/4711/", **GERMAN)

    assert answer.status_code == 404
    assert answer.json() == {
        "detail": "Nicht gefunden.",
        "error": "Nicht gefunden.",
        "code": "not_found",
        "documentation": "/api/docs/errors/#not_found",
    }
    assert answer["Content-Language"] == "de"
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("DE-ch", "de"),
        ("tlh, de;q=0.5", "de"),
        ("en-GB, de;q=0.9", "en"),
        ("tlh", "en"),
        ("*", "en"),
        ("de;q=0", "en"),
        ("?;;=,", "en"),
        ("x" * 5000, "en"),
    ],
)
def test_what_is_asked_for_is_weighed(anonymous, header, language):
    answer = anonymous.get(ME, HTTP_ACCEPT_LANGUAGE=header)

    assert answer.status_code == 401
    assert answer["Content-Language"] == language


def test_the_accounts_own_language_counts_for_more(api, user):
    speaks(user, "de")
    german = api.get(f"{API}/receipts/4711/", HTTP_ACCEPT_LANGUAGE="en")
    speaks(user, "en")
    english = api.get(f"{API}/receipts/4711/", **GERMAN)

    assert (german["Content-Language"], german.json()["detail"]) == ("de", "Nicht gefunden.")
    assert (english["Content-Language"], english.json()["detail"]) == ("en", "Not found.")


@pytest.mark.parametrize("scheme", ["Bearer", "session token", "cookie"])
def test_below_auth_the_accounts_own_language_counts_for_more_too(user, anonymous, scheme):
    speaks(user, "de")
    credentials = {"email": user.email, "password": PASSWORD}
    sign_in = f"{API}/auth/app/v1/auth/login"
    meta = anonymous.post(sign_in, credentials, format="json").json()["meta"]
    path, client = f"{API}/auth/app/v1/account/password/change", anonymous
    headers = {"Accept-Language": "en"}
    if scheme == "Bearer":
        headers["Authorization"] = f"Bearer {meta['access_token']}"
    elif scheme == "session token":
        headers["X-Session-Token"] = meta["session_token"]
    else:
        client = Browser()
        client.sign_in(user.email, PASSWORD)
        path = path.replace("/app/", "/browser/")
        headers["X-CSRFToken"] = client.cookies["csrftoken"].value

    body = json.dumps({"current_password": "wrong", "new_password": "another long password 1"})
    answer = client.generic("POST", path, body, content_type="application/json", headers=headers)

    assert answer.status_code == 400
    assert answer["Content-Language"] == "de"
    # In allauth's own words.
    assert answer.json()["errors"][0]["message"] == "Bitte gib dein aktuelles Passwort ein."


def test_the_next_call_of_a_thread_knows_nothing_of_it(api, anonymous, user):
    speaks(user, "de")
    api.get(ME)

    assert anonymous.get(ME)["Content-Language"] == "en"


def test_a_language_is_chosen_in_the_profile_and_taken_back(api, user):
    assert api.get(ME).json()["language"] == ""

    assert api.patch(ME, {"language": "DE"}).json()["language"] == "de"
    for wrong in ("tlh", "de_", 7, None):
        answer = api.patch(ME, {"language": wrong}, format="json")
        assert answer.status_code == 400
        assert "language" in answer.json()
    user.refresh_from_db()
    assert user.language == "de"

    assert api.patch(ME, {"language": ""}).json()["language"] == ""


def test_errors_of_fields_are_said_whole_and_keys_stay(api):
    answer = api.patch(ME, {"home_currency": "XXX", "totall": "1"}, **GERMAN)

    body = answer.json()
    assert body["home_currency"] == ["Das ist keine Währung nach ISO 4217, wie etwa EUR."]
    assert body["totall"][0].startswith("„totall“ ist hier nicht bekannt.")
    assert "Hauswährung: Das ist keine Währung" in body["detail"]
    assert body["code"] == "unknown_field"
    assert body["error"] == body["detail"]


def test_what_the_frameworks_say_is_in_the_same_language(api):
    answer = api.post(f"{API}/receipts/transactions/", {"total": "viel"}, **GERMAN)

    assert answer.status_code == 400
    assert (
        answer.json()["total"]
        != api.post(f"{API}/receipts/transactions/", {"total": "viel"}).json()["total"]
    )


def test_the_frameworks_call_nobody_by_the_first_name(anonymous, db):
    person = {"email": "nowhere", "first_name": "x" * 500}

    told = anonymous.post(f"{API}/accounts/register/", person, **GERMAN).json()

    assert told["email"] == ["Das ist keine gültige E-Mail-Adresse."]
    assert told["first_name"] == ["Höchstens 150 Zeichen."]


def test_verifying_an_address_is_answered_in_english_always(anonymous, db):
    for body in ({"token": "nonsense"}, {}, {"token": ["x"]}):
        answer = anonymous.post(f"{API}/accounts/verify-email/", body, format="json", **GERMAN)
        assert answer.status_code == 400
        assert "invalid" in answer.json()["detail"]
        assert answer.json()["error"] == answer.json()["detail"]
        assert answer["Content-Language"] == "en"


def test_what_was_stored_in_english_is_shown_in_german(api, user):
    reasons = [{"code": "total_missing", "message": "No total could be read.", "repair": None}]
    receipt = make_receipt(
        user,
        status=Receipt.Status.FAILED,
        failure_code="busy",
        failure_text="The reading service is busy. The receipt is tried again by itself.",
        review_reasons=reasons,
    )

    german = api.get(f"{API}/receipts/{receipt.pk}/", **GERMAN).json()
    english = api.get(f"{API}/receipts/{receipt.pk}/").json()

    assert german["failure"]["message"].startswith("Der Lesedienst ist ausgelastet.")
    assert german["failure"]["code"] == english["failure"]["code"] == "busy"
    assert german["review_reasons"][0]["message"] == "Es war kein Gesamtbetrag lesbar."
    assert english["review_reasons"] == [reasons[0] | {"fields": [], "values": {}}]
    receipt.refresh_from_db()
    assert receipt.review_reasons == reasons


def test_the_history_says_in_each_language_why_a_reading_failed(api, user):
    receipt = make_receipt(user, status=Receipt.Status.PENDING)
    stop_reading([receipt], actor=user, now=timezone.now())

    def told(**headers):
        history = api.get(f"{API}/receipts/{receipt.pk}/history/", **headers).json()["results"]
        return history[-1]["kind"], history[-1]["data"]

    code = "stopped_by_staff"
    english = "Our staff have stopped the reading of this receipt."
    german = "Unser Team hat das Lesen dieses Belegs angehalten."
    for headers, begin in (({}, english), (GERMAN, german)):
        kind, data = told(**headers)
        assert (kind, data["code"]) == ("failed", code)
        assert data["message"].startswith(begin)


def test_a_report_says_in_each_language_what_it_leaves_out(api, user):
    make_receipt(user, status="failed", failure_code="unreadable")

    def told(name, **headers):
        coverage = api.get(f"{API}/reports/{name}/", **headers).json()["coverage"]
        return [reason["text"] for reason in coverage["left_out"]]

    for name in ("income-expense", "summary", "summary"):
        assert told(name, **GERMAN) == ["nicht lesbar"]
        assert told(name) == ["could not be read"]


def test_a_tag_is_of_one_language(api, user):
    receipt = make_receipt(user)
    for path in (f"{API}/receipts/{receipt.pk}/", f"{API}/receipts/", f"{API}/reports/summary/"):
        german = api.get(path, **GERMAN)
        same = api.get(path, HTTP_IF_NONE_MATCH=german["ETag"], **GERMAN)

        assert same.status_code == 304
        assert same["Content-Language"] == "de"
        assert "Accept-Language" in same["Vary"]


def test_a_kept_answer_says_the_language_that_it_is_in(api, user):
    key = {"HTTP_IDEMPOTENCY_KEY": "one"}
    body = {"name": "Kaffee"}
    first = api.post(f"{API}/receipts/categories/", body, **key, **GERMAN)
    again = api.post(f"{API}/receipts/categories/", body, **key)

    assert (first.status_code, again["Idempotent-Replayed"]) == (201, "true")
    assert again.json() == first.json()
    assert again["Content-Language"] == first["Content-Language"] == "de"


def test_a_list_is_another_one_in_another_language(api, user):
    make_receipt(user)
    german = api.get(f"{API}/receipts/", **GERMAN)

    assert api.get(f"{API}/receipts/", HTTP_IF_NONE_MATCH=german["ETag"]).status_code == 200


def test_the_categories_that_all_have_are_named_and_ones_own_are_not(api, user):
    Category.objects.create(owner=user, slug="income-2", name="Income")

    def names(**headers):
        rows = api.get(f"{API}/receipts/categories/", **headers).json()["results"]
        return {row["slug"]: row["name"] for row in rows}

    assert names()["groceries"] == "Groceries"
    german = names(**GERMAN)
    assert (german["groceries"], german["income"]) == ("Lebensmittel", "Einnahmen")
    assert german["income-2"] == "Income"


def test_the_kept_summary_is_of_the_language_that_asks(api, user):
    today = datetime.now(UTC).date()
    add_entry(user, today.isoformat(), "5.00", category="groceries")

    def top(**headers):
        answer = api.get(f"{API}/reports/summary/", **headers)
        return answer.json()["top_categories_ytd"][0]

    for _ in range(2):
        english, german = top(), top(**GERMAN)
        assert (english["category"], english["category_display"]) == ("groceries", "Groceries")
        assert (german["category"], german["category_display"]) == ("groceries", "Lebensmittel")


def test_a_mail_is_in_the_language_of_the_account_or_else_of_the_call(
    anonymous, user, django_capture_on_commit_callbacks
):
    def reset(**headers) -> str:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            anonymous.post(f"{API}/accounts/password/reset/", {"email": user.email}, **headers)
        return str(mail.outbox[0].subject)

    assert reset() == "Choose a new password"
    assert reset(**GERMAN) == "Neues Passwort wählen"
    speaks(user, "en")
    assert reset(**GERMAN) == "Choose a new password"
    speaks(user, "de")
    assert reset() == "Neues Passwort wählen"
    assert '<html lang="de">' in mail.outbox[0].alternatives[0][0]
    assert not OutgoingMail.objects.exists()


@pytest.fixture
def platinum(user):
    now = datetime.now(UTC)
    until = now.date().replace(day=28)
    until = until.replace(year=now.year + 1)
    give_plan(user, plan=PLANS["platinum"], until=until, reason="test", actor=user, now=now)


def test_files_for_people_are_in_the_language_and_those_for_programs_are_not(api, user, platinum):
    add_entry(user, "2026-03-05", "5.00", category="groceries", vendor="Total")
    period = {"start_date": "2026-03-01", "end_date": "2026-03-31"}
    url = f"{API}/reports/category-breakdown/export"

    paper = api.get(f"{url}/pdf/", period, **GERMAN)
    table = b"".join(api.get(f"{url}/csv/", period, **GERMAN).streaming_content).decode()

    text = "".join(page.get_textpage().get_text_range() for page in PdfDocument(paper.content))
    for words in ("Kategorien", "1. März 2026 bis 31. März 2026", "Lebensmittel"):
        assert words in text
    assert "Seite 1 von" in text
    assert paper["Content-Language"] == "de"
    assert "Lebensmittel" in table
    journal = api.get(f"{API}/reports/ledger/export/beancount/", period, **GERMAN)
    assert b"Expenses:Groceries" in journal.content
    assert "Content-Language" not in journal
