"""accounts/me/"""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session

from accounts.models import User
from accounts.profile_codes import country_codes, currency_codes

ME = "/api/v1/accounts/me/"
PASSWORD = "correct horse battery staple"


def test_me_is_flat(api, user):
    response = api.get(ME)

    assert response.status_code == 200
    body = response.json()
    assert body["id"] == user.pk
    assert body["email"] == "alice@example.com"
    assert body["first_name"] == "Alice"
    assert body["last_name"] == "Archer"
    assert body["home_currency"] == "GBP"
    assert "password" not in body


def test_anonymous_is_401_not_403(anonymous):
    response = anonymous.get(ME)

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert response.json()["error"] == response.json()["detail"]


def test_a_session_cookie_does_not_sign_anybody_in(client, user):
    client.force_login(user)

    assert client.get(ME).status_code == 401


def test_patch_changes_what_is_sent_and_nothing_else(api, user):
    change = {
        "company": "Archer Ltd",
        "phone": "+44 20 7946 0000",
        "address": "1 High Street",
        "home_currency": "eur",
        "country": "ie",
        "date_order": "mdy",
        "tax_year_start_month": 4,
    }

    response = api.patch(ME, change)

    assert response.status_code == 200
    expected = change | {"home_currency": "EUR", "country": "IE", "first_name": "Alice"}
    assert expected.items() <= response.json().items()
    user.refresh_from_db()
    assert (user.home_currency, user.country, user.last_name) == ("EUR", "IE", "Archer")


def test_what_was_told_can_be_taken_back(api, user):
    api.patch(ME, {"country": "GB", "phone": "+44 20 7946 0000", "date_order": "dmy"})

    response = api.patch(ME, {"country": "", "phone": "", "date_order": ""})

    assert response.status_code == 200
    user.refresh_from_db()
    assert (user.country, user.phone, user.date_order) == ("", "", "")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("home_currency", "ABC"),
        ("home_currency", ""),
        ("home_currency", "DEM"),
        ("home_currency", None),
        ("country", "XX"),
        ("country", "EU"),
        ("country", "GBR"),
        ("date_order", "ymd"),
        ("tax_year_start_month", 0),
        ("tax_year_start_month", 13),
        ("tax_year_start_month", "April"),
        ("tax_year_start_month", 10**30),
        ("first_name", ""),
        ("first_name", "x" * 151),
        ("first_name", "a\x00b"),
        ("phone", "call me"),
        ("company", "x" * 201),
        ("address", ["1 High Street"]),
    ],
)
def test_a_bad_value_names_its_field_and_nothing_changes(api, user, field, value):
    before = User.objects.filter(pk=user.pk).values().get()

    response = api.patch(ME, {"company": "Changed", "last_name": "Changed"} | {field: value})

    assert response.status_code == 400
    assert field in response.json()
    assert User.objects.filter(pk=user.pk).values().get() == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"id": 99}, "read_only"),
        ({"email": "x@example.com"}, "read_only"),
        ({"is_staff": True}, "unknown_field"),
        ({"password": "x"}, "unknown_field"),
        ({"is_superuser": 1}, "unknown_field"),
    ],
)
def test_id_email_and_rights_cannot_be_patched(api, user, change, code):
    before = User.objects.filter(pk=user.pk).values().get()

    response = api.patch(ME, change | {"company": "Archer"})

    assert response.status_code == 400
    assert response.json()["code"] == code
    assert change.keys() <= response.json().keys()
    assert User.objects.filter(pk=user.pk).values().get() == before


def test_what_was_read_can_be_sent_back_with_a_change(api, user):
    response = api.patch(ME, api.get(ME).json() | {"company": "Archer", "date_order": "DMY"})

    assert response.status_code == 200
    user.refresh_from_db()
    assert (user.company, user.date_order) == ("Archer", "dmy")


def test_a_change_of_an_old_version_is_refused(api, user):
    etag = api.get(ME).headers["ETag"]
    newer = api.patch(ME, {"company": "First"}, headers={"If-Match": etag})

    response = api.patch(ME, {"company": "Second"}, headers={"If-Match": etag})

    assert newer.status_code == 200
    assert newer.headers["ETag"] != etag
    assert response.status_code == 412
    assert response.json()["code"] == "stale"
    user.refresh_from_db()
    assert user.company == "First"


def test_delete_takes_everything_with_it(api, user, after_commit, mailoutbox):
    with after_commit():
        response = api.delete(ME, {"password": PASSWORD})

    assert response.status_code == 204
    assert not User.objects.exists()
    assert not EmailAddress.objects.exists()
    assert not Session.objects.exists()
    assert api.get(ME).status_code == 401
    assert [mail.subject for mail in mailoutbox] == ["Your account was deleted"]


@pytest.mark.parametrize("body", [{}, {"password": "wrong password"}, {"password": ""}])
def test_delete_without_the_right_password_deletes_nothing(api, user, body):
    response = api.delete(ME, body)

    assert response.status_code == 400
    assert "password" in response.json()
    assert User.objects.filter(pk=user.pk).exists()
    assert api.get(ME).status_code == 200


def test_codes_are_those_of_the_standards():
    assert len(country_codes()) == 249
    assert {"GB", "US", "TW", "GG"} <= country_codes()
    assert {"GBP", "EUR", "JPY", "KWD"} <= currency_codes()
    assert not {"DEM", "XXX", "XAU"} & currency_codes()


def test_receipts_are_lent_to_comparisons_only_by_those_who_say_so(api):
    assert api.get(ME).json()["allows_comparisons"] is False

    assert api.patch(ME, {"allows_comparisons": True}, format="json").status_code == 200

    assert api.get(ME).json()["allows_comparisons"] is True


@pytest.mark.parametrize("privacy", ["model_masked", "offline_only"])
def test_receipts_are_kept_from_models_by_those_who_say_so(api, user, privacy):
    assert api.get(ME).json()["model_privacy"] == "model_allowed"

    assert api.patch(ME, {"model_privacy": privacy}, format="json").status_code == 200

    assert api.get(ME).json()["model_privacy"] == privacy


@pytest.mark.parametrize("privacy", ["model_masked", "offline_only"])
def test_privacy_that_cannot_be_kept_is_refused(api, user, settings, privacy):
    settings.OFFLINE_READER_IS_INSTALLED = False

    answer = api.patch(ME, {"model_privacy": privacy, "company": "Archer"}, format="json")

    assert answer.status_code == 400
    assert "offline reader" in answer.json()["model_privacy"][0]
    user.refresh_from_db()
    assert (user.model_privacy, user.company) == ("model_allowed", "")


def test_privacy_that_was_chosen_before_may_be_sent_back(api, user, settings):
    User.objects.update(model_privacy="model_masked")
    settings.OFFLINE_READER_IS_INSTALLED = False

    answer = api.patch(ME, {"model_privacy": "model_masked", "company": "Archer"}, format="json")

    assert answer.status_code == 200
    answer = api.patch(ME, {"model_privacy": "model_allowed"}, format="json")
    assert answer.json()["model_privacy"] == "model_allowed"
