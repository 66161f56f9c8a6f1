"""The staff's pages about accounts."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import ApiKey, OutgoingMail, User
from accounts.models.api_key import hash_api_key
from accounts.services.users import create_verified_user
from accounts.tests.authenticator import add_authenticator_app, add_recovery_codes, code_of
from accounts.tests.mailbox import token_in

PASSWORD = "correct horse battery staple"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
USERS = "/admin/accounts/user/"


def make_staff(**fields):
    return create_verified_user(
        email="staff@example.com", password=PASSWORD, is_staff=True, **fields
    )


def log_in(code=""):
    client = Client()
    body = {"username": "staff@example.com", "password": PASSWORD, "code": code}
    response = client.post("/admin/login/", body)
    return client, response


@pytest.fixture
def staff(db):
    """A superuser's browser."""
    make_staff(is_superuser=True)
    return log_in()[0]


@pytest.fixture
def clerk(db):
    """Somebody who may change accounts and is no superuser."""
    user = make_staff()
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["view_user", "change_user", "delete_user"])
    )
    return log_in()[0]


def act(client, action, *users, **more):
    body = {"action": action, "_selected_action": [user.pk for user in users]} | more
    return client.post(USERS, body, follow=True)


def test_every_page_opens(staff, user):
    ApiKey.objects.create(owner=user, name="Export", prefix="sa_abcde", key_hash="0" * 64)
    OutgoingMail.objects.create(template="account/email/account_deleted", recipient="a@example.com")
    for model in (User, ApiKey, OutgoingMail):
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        assert staff.get(base).status_code == 200
        assert staff.get(f"{base}{model.objects.last().pk}/change/").status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=alice", True),
        ("q=Archer", True),
        ("q=nobody", False),
        ("verified=yes", True),
        ("verified=no", False),
        ("is_active__exact=1", True),
        ("is_active__exact=0", False),
    ],
)
def test_accounts_are_searched_and_filtered(staff, user, query, found):
    response = staff.get(f"{USERS}?{query}")

    assert response.status_code == 200
    assert (b"alice@example.com" in response.content) is found


def test_nothing_secret_is_readable(staff, api, user):
    add_authenticator_app(user, SECRET)
    add_recovery_codes(user)
    key = api.post("/api/v1/accounts/api-keys/", {"name": "Export"}).json()["key"]
    row = ApiKey.objects.get()
    session = UserSession.objects.filter(user=user).first()
    user.refresh_from_db()
    secrets = [
        user.password,
        SECRET,
        key,
        hash_api_key(key),
        session.session_key,
        *(str(value) for a in Authenticator.objects.all() for value in a.data.values() if value),
    ]

    for path in (f"{USERS}{user.pk}/change/", f"/admin/accounts/apikey/{row.pk}/change/", USERS):
        page = staff.get(path).content.decode()
        assert not [secret for secret in secrets if secret in page]


def test_what_would_show_secrets_has_no_page():
    registered = {model.__name__ for model in admin.site._registry}

    assert not registered & {"Authenticator", "UserSession", "Session", "EmailConfirmation"}


def test_resend_verification_mails_those_who_wait(staff, user, after_commit, mailoutbox):
    waiting = User.objects.create_user("new@example.com", PASSWORD)
    EmailAddress.objects.create(user=waiting, email=waiting.email, primary=True)

    with after_commit():
        act(staff, "resend_verification", user, waiting)

    assert [mail.to for mail in mailoutbox] == [["new@example.com"]]


def test_end_all_sessions(staff, api, user):
    act(staff, "end_sessions", user)

    assert api.get("/api/v1/accounts/me/").status_code == 401
    assert staff.get(USERS).status_code == 200


def test_deactivating_asks_first(staff, api, user):
    page = act(staff, "deactivate_accounts", user)

    assert page.status_code == 200
    assert "Are you sure?" in page.content.decode()
    assert "alice@example.com" in page.content.decode()
    assert "1 session of theirs" in page.content.decode()
    user.refresh_from_db()
    assert user.is_active
    assert api.get("/api/v1/accounts/me/").status_code == 200


def test_deactivate_signs_out_and_keeps_everything(staff, api, user):
    act(staff, "deactivate_accounts", user, confirmed="yes")

    user.refresh_from_db()
    assert user.is_active is False
    assert api.get("/api/v1/accounts/me/").status_code == 401
    assert not UserSession.objects.filter(user=user).exists()


def test_reactivate_lets_people_in_again_and_revives_no_session(staff, api, user):
    """Not even one that was left where only the box of the form was unticked."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    act(staff, "reactivate_accounts", user)

    user.refresh_from_db()
    assert user.is_active
    assert api.get("/api/v1/accounts/me/").status_code == 401
    body = {"email": "alice@example.com", "password": PASSWORD}
    assert Client().post("/api/v1/accounts/token/", body, "application/json").status_code == 200


def test_who_is_active_is_left_alone_when_others_are_reactivated(staff, api, user):
    page = act(staff, "reactivate_accounts", user)

    assert "0 accounts reactivated." in page.content.decode()
    assert api.get("/api/v1/accounts/me/").status_code == 200


def test_a_clerk_does_not_reactivate_a_superuser(clerk):
    boss = create_verified_user(
        email="boss@example.com", password=PASSWORD, is_superuser=True, is_active=False
    )

    page = act(clerk, "reactivate_accounts", boss)

    boss.refresh_from_db()
    assert not boss.is_active
    assert "Superusers were left alone." in page.content.decode()


@pytest.mark.parametrize("action", ["deactivate_accounts", "reactivate_accounts"])
def test_who_may_only_look_at_accounts_changes_none(clerk, user, action):
    User.objects.get(email="staff@example.com").user_permissions.set(
        Permission.objects.filter(codename="view_user")
    )
    User.objects.filter(pk=user.pk).update(is_active=action == "deactivate_accounts")
    before = User.objects.filter(pk=user.pk).values().get()

    act(clerk, action, user, confirmed="yes")

    assert User.objects.filter(pk=user.pk).values().get() == before


def test_pages_name_people_by_their_address(staff, user):
    key = ApiKey.objects.create(owner=user, name="Export", prefix="sa_abcde", key_hash="0" * 64)

    for path in (
        f"{USERS}{user.pk}/change/",
        "/admin/accounts/apikey/",
        f"/admin/accounts/apikey/{key.pk}/change/",
    ):
        page = staff.get(path).content.decode()
        assert "alice@example.com" in page
        assert f"User {user.pk}" not in page


def test_messages_and_histories_name_people_by_their_address(staff, user):
    body = {"given_plan": "platinum", "given_until": "2099-01-01", "reason": "A friend"}
    inline = {f"events-{field}_FORMS": "0" for field in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    path = "/admin/subscriptions/subscription/"

    added = staff.post(f"{path}add/", body | inline | {"owner": user.pk}, follow=True)
    given = user.subscription.pk
    changed = staff.post(f"{path}{given}/change/", body | inline, follow=True)
    act(staff, "deactivate_accounts", user, confirmed="yes")
    histories = (f"{path}{given}/history/", f"{USERS}{user.pk}/history/", "/admin/", USERS)

    for page in [added, changed, *map(staff.get, histories)]:
        text = page.content.decode()
        assert "alice@example.com" in text
        assert f"ser {user.pk}" not in text
    # What is kept for good holds no address.
    kept = set(LogEntry.objects.values_list("object_repr", flat=True))
    assert kept == {f"User {user.pk}", f"Subscription of user {user.pk}"}


def test_whose_account_was_deleted_is_said_by_the_address(staff, user):
    page = staff.post(f"{USERS}{user.pk}/delete/", {"post": "yes"}, follow=True).content.decode()

    assert "alice@example.com" in page
    assert f"User {user.pk}" not in page
    assert LogEntry.objects.get().object_repr == f"User {user.pk}"
    assert f"User {user.pk}" in staff.get("/admin/").content.decode()
    assert not User.objects.filter(pk=user.pk).exists()


def test_who_is_asked_about_a_deletion_is_told_whose_account_it_is(staff, user):
    page = staff.get(f"{USERS}{user.pk}/delete/").content.decode()
    chosen = act(staff, "delete_selected", user).content.decode()

    assert "alice@example.com" in page
    assert "alice@example.com" in chosen
    assert User.objects.filter(pk=user.pk).exists()


def test_the_form_deactivates_nobody(staff, api, user):
    """It would not ask."""
    form = {
        "first_name": "Alice",
        "home_currency": "GBP",
        "tax_year_start_month": "1",
        "time_zone": "UTC",
    }
    inlines = {
        f"{name}-{field}_FORMS": "0"
        for name in ("emailaddress_set", "authenticator_set")
        for field in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")
    }

    saved = staff.post(f"{USERS}{user.pk}/change/", form | inlines)

    assert saved.status_code == 302
    user.refresh_from_db()
    assert user.is_active
    assert api.get("/api/v1/accounts/me/").status_code == 200


@pytest.mark.parametrize("model", ["user", "apikey", "outgoingmail"])
def test_each_list_asks_as_many_queries_for_20_rows_as_for_2(
    staff, user, model, django_assert_num_queries
):
    def add(number):
        owner = User.objects.create_user(f"user{number}@example.com", PASSWORD)
        ApiKey.objects.create(owner=owner, name="Key", prefix="sa_a", key_hash=f"{number:064}")
        OutgoingMail.objects.create(template="account/email/x", recipient=owner.email)

    path = f"/admin/accounts/{model}/"
    for number in range(2):
        add(number)
    with CaptureQueriesContext(connection) as few:
        staff.get(path)
    for number in range(2, 20):
        add(number)

    with django_assert_num_queries(len(few)):
        assert staff.get(path).status_code == 200


def test_view_site_leads_somewhere(staff, settings):
    page = staff.get("/admin/").content.decode()

    assert f'href="{settings.FRONTEND_URL}">View site' in page


def test_a_browsers_question_for_the_icon_is_answered(client):
    answer = client.get("/favicon.ico")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/svg+xml"
    assert "max-age" in answer["Cache-Control"]


def test_the_pages_have_the_style_of_lists_and_no_other_script(staff):
    answer = staff.get(USERS)

    assert b"accounts/staff.css" in answer.content
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_a_clerk_cannot_give_rights(clerk, user):
    page = clerk.get(f"{USERS}{user.pk}/change/").content.decode()

    assert 'name="first_name"' in page
    assert 'name="is_superuser"' not in page
    clerk.post(f"{USERS}{user.pk}/change/", {"is_superuser": "on", "is_staff": "on"})
    user.refresh_from_db()
    assert (user.is_superuser, user.is_staff) == (False, False)


def test_a_clerk_cannot_touch_a_superuser(clerk):
    boss = create_verified_user(
        email="boss@example.com", password=PASSWORD, is_staff=True, is_superuser=True
    )

    act(clerk, "deactivate_accounts", boss, confirmed="yes")
    clerk.post(f"{USERS}{boss.pk}/delete/", {"post": "yes"})

    boss.refresh_from_db()
    assert boss.is_active


def test_deleting_goes_the_same_way_as_by_the_owner(staff, api, user):
    staff.post(f"{USERS}{user.pk}/delete/", {"post": "yes"})

    assert not User.objects.filter(pk=user.pk).exists()
    assert api.get("/api/v1/accounts/me/").status_code == 401


def test_a_mail_that_was_given_up_can_be_tried_again(staff):
    mail = OutgoingMail.objects.create(
        template="account/email/account_deleted",
        recipient="a@example.com",
        status="failed",
        failure_code="not_taken",
    )

    staff.post(
        "/admin/accounts/outgoingmail/", {"action": "try_again", "_selected_action": [mail.pk]}
    )

    assert not OutgoingMail.objects.given_up().exists()


def test_guessing_is_limited_at_this_door_too(db):
    make_staff(is_superuser=True)
    for _ in range(20):
        Client().post("/admin/login/", {"username": "staff@example.com", "password": "wrong"})

    client, response = log_in()

    assert b"Too many failed login attempts" in response.content
    assert client.get(USERS).status_code == 302


def test_people_who_are_no_staff_stay_out(user, client):
    body = {"username": "alice@example.com", "password": PASSWORD}

    assert client.post("/admin/login/", body).status_code == 200
    assert client.get(USERS).status_code == 302


def test_a_second_factor_is_asked_for(db):
    add_authenticator_app(make_staff(is_superuser=True), SECRET)

    without, _ = log_in()
    wrong, _ = log_in("000000")
    right, _ = log_in(code_of(SECRET))

    assert without.get(USERS).status_code == 302
    assert wrong.get(USERS).status_code == 302
    assert right.get(USERS).status_code == 200


def test_a_second_factor_can_be_demanded(db, settings):
    settings.STAFF_SECOND_FACTOR = True
    make_staff(is_superuser=True)

    client, response = log_in()

    assert b"Staff need a second factor" in response.content
    assert client.get(USERS).status_code == 302


def test_a_session_from_the_api_does_not_open_it(staff, anonymous):
    """Not even where somebody puts it into the other cookie."""
    body = {"email": "staff@example.com", "password": PASSWORD}
    answer = anonymous.post("/api/v1/auth/app/v1/auth/login", body)
    browser = Client()
    browser.cookies["sessionid"] = answer.json()["meta"]["session_token"]

    assert browser.get(USERS).status_code == 302
    assert staff.get(USERS).status_code == 200


def test_demanding_the_second_factor_ends_what_was_opened_without(staff, settings):
    settings.STAFF_SECOND_FACTOR = True

    assert staff.get(USERS).status_code == 302


def test_the_first_superuser_verifies_the_address_like_everybody(
    anonymous, after_commit, mailoutbox
):
    User.objects.create_superuser("staff@example.com", PASSWORD)
    body = {"email": "staff@example.com", "password": PASSWORD}

    with after_commit():
        refused = anonymous.post("/api/v1/accounts/token/", body)
    anonymous.post("/api/v1/accounts/verify-email/", {"token": token_in(mailoutbox[0])})

    assert refused.json()["code"] == "email_not_verified"
    assert anonymous.post("/api/v1/accounts/token/", body).status_code == 200
