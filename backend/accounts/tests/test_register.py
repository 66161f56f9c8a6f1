"""POST accounts/register/"""

import threading

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connections
from rest_framework.test import APIClient

from accounts.models import User

REGISTER = "/api/v1/accounts/register/"
TOKEN = "/api/v1/accounts/token/"
PASSWORD = "correct horse battery staple"
NEW = {
    "email": "New@Example.com",
    "first_name": "Nora",
    "last_name": "North",
    "password": PASSWORD,
    "password_confirm": PASSWORD,
}


def test_register_makes_an_account_that_must_be_verified_first(anonymous, after_commit, mailoutbox):
    with after_commit():
        response = anonymous.post(REGISTER, NEW)

    assert response.status_code == 201
    assert response.json()["detail"]
    assert response.headers["Location"] == "/api/v1/accounts/me/"
    user = User.objects.get()
    assert (user.email, user.first_name, user.last_name) == ("new@example.com", "Nora", "North")
    assert not EmailAddress.objects.get().verified
    assert [mail.to for mail in mailoutbox] == [["new@example.com"]]
    refused = anonymous.post(TOKEN, {"email": "new@example.com", "password": PASSWORD})
    assert refused.json()["code"] == "email_not_verified"


def test_a_taken_address_gets_the_same_answer_and_its_owner_a_mail(
    anonymous, user, after_commit, mailoutbox
):
    fresh = anonymous.post(REGISTER, NEW)
    with after_commit():
        taken = anonymous.post(REGISTER, NEW | {"email": "Alice@example.com"})

    assert taken.status_code == fresh.status_code == 201
    assert taken.json() == fresh.json()
    assert not taken.cookies
    assert User.objects.filter(email__iexact="alice@example.com").count() == 1
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    assert [mail.to for mail in mailoutbox] == [["alice@example.com"]]
    assert mailoutbox[0].subject == "You already have an account"


class CountingHasher(MD5PasswordHasher):
    count = 0

    def encode(self, password, salt):
        type(self).count += 1
        return super().encode(password, salt)


@pytest.mark.parametrize("email", ["alice@example.com", "unknown@example.com"])
def test_a_taken_address_costs_as_much_hashing_as_a_new_one(anonymous, user, settings, email):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    CountingHasher.count = 0

    anonymous.post(REGISTER, NEW | {"email": email})

    assert CountingHasher.count == 1


@pytest.mark.parametrize("email", ["alice@example.com", "unknown@example.com"])
def test_a_sign_in_costs_as_much_hashing_for_an_unknown_address(anonymous, user, settings, email):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    CountingHasher.count = 0

    anonymous.post(TOKEN, {"email": email, "password": "wrong password"})

    assert CountingHasher.count == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"email": ""}, "email"),
        ({"first_name": ""}, "first_name"),
        ({"last_name": "x" * 151}, "last_name"),
        ({"password": "short", "password_confirm": "short"}, "password"),
        ({"password": "12345678901", "password_confirm": "12345678901"}, "password"),
        ({"password": "new@example.com", "password_confirm": "new@example.com"}, "password"),
        ({"password_confirm": "something else"}, "password_confirm"),
        ({"country": "XX"}, "country"),
        ({"currency": "XXX"}, "currency"),
        ({"home_currency": "pounds"}, "home_currency"),
        ({"date_order": "ymd"}, "date_order"),
        ({"time_zone": "Europe/Atlantis"}, "time_zone"),
    ],
)
def test_bad_input_names_the_field_and_stores_nothing(anonymous, db, change, field):
    response = anonymous.post(REGISTER, NEW | change)

    assert response.status_code == 400
    assert field in response.json()
    assert response.json()["detail"]
    assert not User.objects.exists()


def test_all_that_is_wrong_is_said_at_once_and_in_words(anonymous, db):
    change = {"first_name": "", "password": "12345678", "password_confirm": "x", "currency": "XX"}
    response = anonymous.post(REGISTER, NEW | change)

    body = response.json()
    assert change.keys() <= body.keys()
    assert body["detail"].startswith("First name: This field may not be blank. Password: ")
    assert "Password confirm: The passwords differ." in body["detail"]
    assert "Currency: This is no currency of ISO 4217, such as GBP." in body["detail"]
    assert "first_name" not in body["detail"]
    assert not User.objects.exists()


@pytest.mark.parametrize("currency", ["currency", "home_currency"])
def test_how_the_books_are_kept_can_be_told_at_the_door(anonymous, db, currency):
    zone = "europe/dublin"
    told = {"country": "ie", currency: "eur", "date_order": "DMY", "time_zone": zone}
    assert anonymous.post(REGISTER, NEW | told).status_code == 201

    user = User.objects.get()
    assert (user.country, user.home_currency, user.date_order) == ("IE", "EUR", "dmy")
    assert user.time_zone == "Europe/Dublin"


BOOKS = ("country", "currency", "home_currency", "date_order", "time_zone")


@pytest.mark.parametrize("empty", [None, ""])
def test_what_is_not_told_there_has_its_default(anonymous, db, empty):
    told = dict.fromkeys(BOOKS, empty)
    assert anonymous.post(REGISTER, NEW | told).status_code == 201

    user = User.objects.get()
    assert (user.country, user.home_currency, user.date_order) == ("", "GBP", "")


def test_a_taken_address_keeps_its_books(anonymous, user):
    told = {"email": user.email, "country": "US", "currency": "USD", "date_order": "mdy"}
    assert anonymous.post(REGISTER, NEW | told).status_code == 201

    user.refresh_from_db()
    assert (user.country, user.home_currency, user.date_order) == ("", "GBP", "")


def test_sign_ups_from_one_address_are_limited(anonymous, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    anonymous.post(REGISTER, NEW)

    response = anonymous.post(REGISTER, NEW | {"email": "other@example.com"})

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "60"
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_sign_ups_for_one_address_at_once_make_one_account():
    start = threading.Barrier(4)
    statuses: list[int] = []

    def register():
        start.wait()
        statuses.append(APIClient().post(REGISTER, NEW).status_code)
        connections.close_all()

    threads = [threading.Thread(target=register) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert statuses == [201, 201, 201, 201]
    assert User.objects.count() == 1
