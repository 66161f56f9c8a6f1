"""A new address: allauth's `account/email`, verified before it counts"""

import pytest
from allauth.account.models import EmailAddress

from accounts.models import User
from accounts.tests.mailbox import token_in

EMAIL = "/api/v1/auth/app/v1/account/email"
REAUTHENTICATE = "/api/v1/auth/app/v1/auth/reauthenticate"
VERIFY = "/api/v1/accounts/verify-email/"
TOKEN = "/api/v1/accounts/token/"
PASSWORD = "correct horse battery staple"


@pytest.fixture
def changing(api, after_commit, mailoutbox):
    """Somebody who has asked for a new address."""
    api.post(REAUTHENTICATE, {"password": PASSWORD})
    with after_commit():
        assert api.post(EMAIL, {"email": "Ann@example.com"}).status_code == 200
    return api


def sign_in(client, email):
    return client.post(TOKEN, {"email": email, "password": PASSWORD}).status_code


def test_it_asks_for_the_password_first(api, user):
    response = api.post(EMAIL, {"email": "ann@example.com"})

    assert response.status_code == 401
    assert EmailAddress.objects.filter(user=user).count() == 1


def test_until_it_is_verified_the_old_address_counts(changing, anonymous, user, mailoutbox):
    assert [mail.to for mail in mailoutbox] == [["ann@example.com"]]
    user.refresh_from_db()
    assert user.email == "alice@example.com"
    assert sign_in(anonymous, "alice@example.com") == 200


def test_the_new_address_replaces_the_old_one(changing, anonymous, user, mailoutbox, after_commit):
    with after_commit():
        response = anonymous.post(VERIFY, {"token": token_in(mailoutbox[0])})

    assert response.status_code == 200
    user.refresh_from_db()
    assert user.email == "ann@example.com"
    assert sign_in(anonymous, "ann@example.com") == 200
    assert sign_in(anonymous, "alice@example.com") == 401
    assert mailoutbox[1].to == ["alice@example.com"]
    assert "from alice@example.com to ann@example.com" in mailoutbox[1].body


def test_a_taken_address_gets_the_same_answer_and_stays_its_owners(
    api, other_user, after_commit, mailoutbox
):
    api.post(REAUTHENTICATE, {"password": PASSWORD})

    with after_commit():
        taken = api.post(EMAIL, {"email": "bob@example.com"})

    assert taken.status_code == 200
    assert User.objects.get(pk=other_user.pk).email == "bob@example.com"
    assert not EmailAddress.objects.filter(email="bob@example.com", verified=True).exclude(
        user=other_user
    )
    assert mailoutbox == []
