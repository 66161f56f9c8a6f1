"""Accounts in the journey: how one gets in, and at its end how one gets out."""

from typing import Any

from django.test import override_settings

from tests.examples.world import Call, World

EMAIL = "alice@example.com"
PASSWORD = "correct horse battery staple"
NEW_PASSWORD = "another horse, another battery"
BY_PASSWORD = {"email": EMAIL, "password": PASSWORD}


def arriving(world: World) -> Any:
    yield Call(operation="accounts_options")
    yield Call(operation="accounts_countries")
    with override_settings(DEMO_PASSWORD=""):
        yield Call(operation="accounts_demo", title="Not offered", status=404)


def signing_up(world: World) -> Any:
    form = {
        "email": EMAIL,
        "first_name": "Alice",
        "last_name": "Archer",
        "password": PASSWORD,
        "password_confirm": PASSWORD,
        "country": "GB",
        "home_currency": "GBP",
        "date_order": "dmy",
        "time_zone": "Europe/London",
    }
    yield Call(operation="accounts_register", body=form, status=201)
    token = world.mailed_token()
    differs = form | {"password_confirm": "correct horse"}
    yield Call(operation="accounts_register", title="Passwords differ", body=differs, status=400)
    yield Call(operation="accounts_sign_in", title="Not verified yet", body=BY_PASSWORD, status=401)
    yield Call(operation="accounts_resend_verification_email", body={"email": EMAIL})
    yield Call(operation="accounts_verify_email", body={"token": token})
    yield Call(
        operation="accounts_verify_email",
        title="Not a good link",
        body={"token": "long-gone"},
        status=400,
    )


def signing_in(world: World) -> Any:
    wrong = BY_PASSWORD | {"password": "correct horse"}
    yield Call(operation="accounts_sign_in", title="Wrong password", body=wrong, status=401)
    pair = yield Call(operation="accounts_sign_in", body=BY_PASSWORD)
    world.access = ""
    yield Call(operation="accounts_me", title="Nobody is signed in", status=401)
    pair = yield Call(operation="accounts_refresh", body={"refresh": pair["refresh"]})
    world.access = pair["access"]
    yield Call(
        operation="accounts_refresh",
        title="Not a good token",
        body={"refresh": "eyJhbGciOiJIUzI1NiJ9.e30.long-gone"},
        status=401,
    )


def profile(world: World) -> Any:
    yield Call(operation="accounts_me")
    company = {"company": "Archer Ltd", "phone": "+44 20 7946 0000", "tax_year_start_month": 4}
    yield Call(operation="accounts_change_me", body=company)
    yield Call(
        operation="accounts_change_me",
        title="No currency",
        body={"home_currency": "XXZ"},
        status=400,
    )
    yield Call(
        operation="accounts_change_me",
        title="A misspelt key",
        body={"compani": "Archer Ltd"},
        status=400,
    )


def sessions_and_keys(world: World) -> Any:
    """Where the plan includes keys."""
    other = yield Call(operation="accounts_sign_in", title="On a second device", body=BY_PASSWORD)
    page = yield Call(operation="accounts_list_sessions")
    ended = next(one["id"] for one in page["results"] if not one["is_current"])
    yield Call(operation="accounts_end_session", path={"id": ended}, status=204)
    yield Call(operation="accounts_end_other_sessions", status=204)
    yield Call(
        operation="accounts_refresh",
        title="After its session was ended",
        body={"refresh": other["refresh"]},
        status=401,
    )
    new = {"name": "Bookkeeping export", "scope": "read"}
    key = yield Call(operation="accounts_create_api_key", body=new, status=201)
    yield Call(operation="accounts_create_api_key", title="A name again", body=new, status=400)
    yield Call(operation="accounts_list_api_keys")
    yield Call(operation="accounts_revoke_api_key", path={"id": key["id"]}, status=204)


def without_keys(world: World) -> Any:
    """On the smallest plan."""
    yield Call(
        operation="accounts_create_api_key",
        title="Not in the plan",
        body={"name": "Bookkeeping export"},
        status=403,
    )


def leaving(world: World) -> Any:
    change = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    wrong = change | {"current_password": "correct horse"}
    yield Call(operation="accounts_change_password", title="Wrong password", body=wrong, status=400)
    pair = yield Call(operation="accounts_change_password", body=change)
    world.access = pair["access"]
    yield Call(operation="accounts_sign_out", body={"refresh": pair["refresh"]}, status=204)
    yield Call(operation="accounts_ask_for_password_reset", body={"email": EMAIL})
    reset = {"token": world.mailed_token(), "password": PASSWORD}
    yield Call(operation="accounts_reset_password", body=reset)
    yield Call(operation="accounts_reset_password", title="A second time", body=reset, status=400)
    pair = yield Call(operation="accounts_sign_in", title="With the new password", body=BY_PASSWORD)
    world.access = pair["access"]
    yield Call(
        operation="accounts_delete_me",
        title="Wrong password",
        body={"password": NEW_PASSWORD},
        status=400,
    )
    yield Call(operation="accounts_delete_me", body={"password": PASSWORD}, status=204)
    yield Call(operation="accounts_demo")
