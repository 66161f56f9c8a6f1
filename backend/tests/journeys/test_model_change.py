"""A change of the model in a browser: leave is given, staff compare in the admin, see why not."""

import pytest
from playwright.sync_api import Page, expect

from receipts.tests.compared_receipts import without_dates
from receipts.tests.openai_server import API_KEY, running_openai_server
from tests.journeys.browser import assert_accessible, in_german
from tests.journeys.journey_server import serving_client
from tests.server import PASSWORD, wait_until

_COUNT = 60
_ADD_RECEIPTS = """
from accounts.models import User
from receipts.tests.compared_receipts import verified_receipts
from receipts.tests.conftest import picture
owner = User.objects.get(email={email!r})
verified_receipts(owner, picture(size=(60, 80)), {count})
"""
_MAKE_STAFF = """
from accounts.models import User
User.objects.filter(email={email!r}).update(is_staff=True, is_superuser=True)
"""


@pytest.fixture(scope="module")
def model():
    """Reads well, but that it drops the date of 45 %."""
    with running_openai_server() as served:
        served.models["dropper"] = None
        # In turn: the configured model first, which is right, then the other one.
        right = without_dates(_COUNT, percent=0)
        drops = without_dates(_COUNT, percent=45)
        served.reply_with(*(reply for pair in zip(right, drops, strict=True) for reply in pair))
        yield served


@pytest.fixture(scope="module")
def server(tmp_path_factory, model):
    with serving_client(
        tmp_path_factory.mktemp("models"),
        DJANGO_SETTINGS_MODULE="tests.journeys.admin_settings",
        SELF_HOSTED_PLAN="platinum",
        RECEIPT_READER="openai",
        OPENAI_API_KEY=API_KEY,
        OPENAI_MODEL="gpt-4o",
        OPENAI_BASE_URL=model.base_url,
    ) as server:
        yield server


def test_a_model_that_drops_dates_is_compared_in_the_admin_and_found_worse(
    signed_in_page, server, account, api
):
    page, staff = signed_in_page, server.new_account()
    server.run(_ADD_RECEIPTS.format(email=account, count=_COUNT))
    server.run(_MAKE_STAFF.format(email=staff))
    give_leave(page, api)

    page.goto("/admin/receipts/modelcomparison/add/")
    page.get_by_label("E-mail address").fill(staff)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_label("Model:").fill("dropper")
    page.get_by_label("Receipts:").fill(str(_COUNT))
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("#result_list th a").click()

    wait_until(lambda: is_over(page), seconds=60)
    expect(page.get_by_text("dates: 100 % to 55 %")).to_be_visible()
    assert_accessible(page)


def give_leave(page: Page, api) -> None:
    page.goto("/settings/privacy")
    leave = page.get_by_label("Use my verified receipts for it")
    expect(leave).not_to_be_checked()
    leave.check()
    assert_accessible(page)
    section = page.get_by_role("region", name="Comparing models")
    section.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    in_german(page, api)
    expect(page.get_by_label("Meine bestätigten Belege dafür verwenden")).to_be_checked()
    assert api.get("/accounts/me/").json()["allows_comparisons"] is True


def is_over(page: Page) -> bool:
    page.reload()
    return page.get_by_text(f"{_COUNT} of {_COUNT}").is_visible()
