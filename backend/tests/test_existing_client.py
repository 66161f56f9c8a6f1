"""The existing web client over HTTP, with the bodies that it sends: what it needs of each answer,
from sign-up to sign-out. Nobody will change that client."""

import httpx2
import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.tests.conftest import mailbox
from accounts.tests.mailbox import link_in
from receipts.models import Receipt
from receipts.processing.run import process_receipt
from receipts.tests.conftest import picture
from receipts.tests.stub_reader import STUB
from subscriptions.tests.conftest import stripe
from subscriptions.tests.deliveries import deliver_all
from tests.existing_client_shapes import FEATURES, NUMBER, check_details, check_receipt
from tests.tasks import NO_ENGINE

__all__ = ["mailbox", "stripe"]

EMAIL, PASSWORD = "nora@example.com", "correct horse battery staple"
LIST_PAGE = "food transport shopping utilities healthcare entertainment business income refund"
SECOND_PAGE = (
    "other food shopping transport utilities healthcare entertainment office travel education"
    " insurance maintenance"
)
KNOWN = {*LIST_PAGE.split()} & {*SECOND_PAGE.split()} | {"income"}


@pytest.fixture(autouse=True)
def _stub_reader(settings):
    STUB.reset()
    settings.READER_FACTORIES = {"offline": "receipts.tests.stub_reader.stub_reader"}


@pytest.fixture
def call(live_server):
    """`call(method, path, **what)`: the status and the answer. Signed in by `call.access`."""

    class Client:
        access = ""

        def __call__(self, method, path, **what):
            headers = {"Authorization": f"Bearer {self.access}"} if self.access else {}
            answer = browser.request(method, f"/api/v1/{path}", headers=headers, **what)
            body = answer.json() if answer.content else None
            if answer.is_error:
                assert body["detail"] == body["error"]
            return answer.status_code, body

        def get(self, path, **query):
            status, body = self("GET", path, params=query)
            assert status == 200
            return body

    with httpx2.Client(base_url=live_server.url) as browser:
        yield Client()


@pytest.fixture
def signed_in(call, mailbox, settings):
    """`call`, for somebody who came by the door and its mail."""
    form = {"first_name": "Nora", "last_name": "North", "password": PASSWORD}
    status, _ = call(
        "POST",
        "accounts/register/",
        json={"email": EMAIL, **form, "password_confirm": PASSWORD},
    )
    assert status == 201
    page, token = link_in(mailbox.mails[0]).rsplit("/", 1)
    assert page == "http://localhost:3000/verify-email"
    assert call("POST", "accounts/verify-email/", json={"token": token})[0] == 200
    pair = sign_in(call)[1]
    call.access = pair["access"]
    # From here on nothing is read before the test says so.
    settings.TASKS = NO_ENGINE
    return call


def sign_in(call, password=PASSWORD):
    return call("POST", "accounts/token/", json={"email": EMAIL, "password": password})


def upload(call, shade=200):
    files = {"image": ("lunch.png", picture(shade=shade), "image/png")}
    status, receipt = call("POST", "receipts/", files=files)
    assert status == 201
    check_receipt(receipt)
    return receipt


def edit(call, receipt, form):
    path = f"receipts/{receipt['id']}/update_extracted_data/"
    status, body = call("PATCH", path, json=form)
    assert status == 200, body
    check_receipt(body)
    assert call.get(f"receipts/{receipt['id']}/") | {"image_info": 0, "image": 0} == body | {
        "image_info": 0,
        "image": 0,
    }
    return body


@pytest.mark.django_db(transaction=True)
class TestTheDoor:
    def test_tokens_account_and_sign_out(self, signed_in):
        status, answer = sign_in(signed_in)
        assert status == 200
        assert answer["tokens"] == {"access": answer["access"], "refresh": answer["refresh"]}
        names = {"email": EMAIL, "first_name": "Nora", "last_name": "North"}
        assert answer["user"] == names | {"id": answer["user"]["id"]}
        me = signed_in.get("accounts/me/")
        assert {name: me[name] for name in answer["user"]} == answer["user"]

        signed_in.access = ""
        status, fresh = signed_in(
            "POST", "accounts/token/refresh/", json={"refresh": answer["refresh"]}
        )
        assert status == 200
        signed_in.access = fresh["access"]
        signed_in.get("receipts/dashboard/")
        again = {"json": {"refresh": fresh["refresh"]}}
        assert signed_in("POST", "accounts/logout/", **again) == (204, None)
        assert signed_in("GET", "accounts/me/")[0] == 401
        signed_in.access = ""
        assert signed_in("POST", "accounts/token/refresh/", **again)[0] == 401

    def test_wrong_passwords_arrive_twice_and_lock_nobody_out(self, signed_in):
        for _ in range(10):
            assert sign_in(signed_in, password="another one entirely")[0] == 401
        assert sign_in(signed_in)[0] == 200

    def test_what_it_shows_where_something_is_refused(self, signed_in):
        status, answer = signed_in("POST", "accounts/register/", json={"email": EMAIL})
        assert status == 400
        assert answer["detail"]
        status, answer = signed_in("POST", "accounts/verify-email/", json={"token": "long-gone"})
        assert status == 400
        assert "invalid" in answer["detail"] or "expired" in answer["detail"]
        answers = [
            signed_in("POST", "accounts/resend-verification-email/", json={"email": email})
            for email in (EMAIL, EMAIL, "nobody@example.com")
        ]
        assert answers[0][0] == 200
        assert answers[0] == answers[1] == answers[2]


@pytest.mark.django_db(transaction=True)
def test_receipts_from_the_first_to_a_corrected_one(signed_in):  # noqa: PLR0915 - one way, step by step
    empty = signed_in.get("receipts/dashboard/")
    assert (empty["total_receipts"], empty["recent_receipts"]) == (0, [])
    assert signed_in.get("receipts/", page_size=1000)["results"] == []

    receipt = upload(signed_in)
    assert receipt["ocr_status"] == "pending"
    assert receipt["extracted_data"] is receipt["transaction"] is None
    form = {"vendor": "", "total": "", "type": "expense", "date": "", "currency": "GBP"}
    assert edit(signed_in, receipt, form)["transaction"] is None
    process_receipt(receipt["id"])
    polled = signed_in.get(f"receipts/{receipt['id']}/")
    check_receipt(polled)
    assert polled["ocr_status"] == "completed"

    flat = {
        "vendor": "The Corner",
        "total": 14.5,
        "type": "expense",
        "date": "2026-04-04",
        "currency": "EUR",
    }
    data = edit(signed_in, receipt, flat)["extracted_data"]
    assert {name: data[name] for name in flat} == flat | {"total": "14.50"}
    typed = {
        "vendor": "The Fair",
        "date": "",
        "type": " Expense ",
        "category": "other",
        "currency": "gbp",
    }
    shown = edit(signed_in, receipt, typed)["extracted_data"]
    assert (shown["vendor"], shown["date"], shown["currency"]) == ("The Fair", "2026-04-04", "GBP")
    wrapped = {"extracted_data": shown | {"total": 15, "tax": 2.5, "currency": "GBP"}}
    data = edit(signed_in, receipt, wrapped)["extracted_data"]
    assert data == shown | {"total": "15.00", "total_amount": "15.00", "tax": "2.50"}

    put = {"vendor": "By PUT", "notes": "kept"}
    status, answer = signed_in("PUT", f"receipts/{receipt['id']}/", json=put)
    assert status == 200
    check_receipt(answer)
    assert (answer["transaction"]["vendor"], answer["transaction"]["total"]) == ("By PUT", "15.00")

    board = signed_in.get("receipts/dashboard/")
    (recent,) = board["recent_receipts"]
    check_receipt(recent)
    top = {name: recent[name] for name in ("vendor", "amount", "currency", "date")}
    assert top == {"vendor": "By PUT", "amount": "15.00", "currency": "GBP", "date": "2026-04-04"}
    assert board["total_expenses"] == "15.00"
    for size in (1000, 200, 100):
        page = signed_in.get("receipts/", page_size=size)
        assert page.keys() == {"count", "next", "previous", "results"}
        check_receipt(page["results"][0])


@pytest.mark.django_db(transaction=True)
def test_every_word_of_both_pages_on_an_expense_and_on_an_income(signed_in):
    receipt = upload(signed_in)
    process_receipt(receipt["id"])
    for type_ in ("expense", "income"):
        for word in dict.fromkeys(f"{LIST_PAGE} {SECOND_PAGE}".split()):
            edit(signed_in, receipt, {"type": type_, "total": "12.50"})
            body = {"vendor": "", "date": "", "type": type_, "category": word, "currency": "GBP"}

            data = edit(signed_in, receipt, body)["extracted_data"]

            assert data["total"] == "12.50"
            is_known = data["category"] in KNOWN
            assert is_known or data["category"] == word
            if word in {"other", "refund"}:
                assert data["type"] == type_
            elif word == "income":
                assert data["type"] == "income"
            again = edit(signed_in, receipt, {"extracted_data": data})
            assert again["extracted_data"] == data


@pytest.mark.django_db(transaction=True)
def test_ten_uploads_in_a_row_and_a_file_that_is_none(signed_in):
    for shade in range(100, 110):
        upload(signed_in, shade)
    files = {"image": ("lunch.png", b"no picture", "image/png")}
    status, answer = signed_in("POST", "receipts/", files=files)
    assert status == 415
    assert answer["detail"]
    assert Receipt.objects.count() == 10


@pytest.mark.django_db(transaction=True)
def test_reports_are_numbers_also_where_there_is_nothing(signed_in):
    metrics = [
        "current_month_expenses", "last_month_expenses", "ytd_income", "ytd_net", "total_receipts"
    ]  # fmt: skip
    for _ in range(2):
        answer = signed_in.get("reports/summary/")
        for name in metrics:
            assert isinstance(answer["quick_metrics"][name], NUMBER)
        for top in answer["top_categories_ytd"]:
            assert all(top[name] for name in ("category", "category_display", "total"))
        receipt = upload(signed_in)
        process_receipt(receipt["id"])
        today = {"date": timezone.now().date().isoformat()}
        edit(signed_in, receipt, today)
    assert answer["top_categories_ytd"]
    assert answer["quick_metrics"]["current_month_expenses"] == 12.5


@pytest.mark.django_db(transaction=True)
def test_plans_checkout_portal_and_payments(signed_in, stripe):  # noqa: PLR0915 - one way
    api = "subscriptions/api"
    first = signed_in.get(f"{api}/details/")
    check_details(first, plan="basic")
    assert first["subscription"]["status"] == "active"
    assert first["subscription"]["stripe_subscription_id"] is None
    assert first["subscription"]["stripe_customer_id"] is None
    plans = signed_in.get(f"{api}/plans/")["plans"]
    assert {code: plan["price"] for code, plan in plans.items()} == {
        "basic": 0, "premium": 5, "platinum": 10,
    }  # fmt: skip
    for plan in plans.values():
        assert isinstance(plan["price"], NUMBER)
        assert plan["name"]
        assert plan["interval"] == "month"
        assert plan["features"].keys() >= FEATURES

    wanted = {"plan_id": "premium", "success_url": None, "cancel_url": None}
    status, begun = signed_in("POST", f"{api}/checkout/", json=wanted)
    assert (status, begun["success"]) == (200, True)
    assert begun["checkout_url"].startswith("http")
    stripe.pay(begun["session_id"])
    session = {"session_id": begun["session_id"]}
    status, done = signed_in("POST", f"{api}/process-success/", json=session)
    assert (status, done["success"]) == (200, True)
    check_details(done, plan="premium")
    deliver_all(stripe.take_events())

    status, change = signed_in("POST", f"{api}/checkout/", json=wanted | {"plan_id": "platinum"})
    assert (status, change["success"], change["session_id"]) == (200, True, None)
    back = "http://localhost:3000/subscriptions"
    portal = signed_in.get(f"{api}/customer-portal/", return_url=back)
    assert portal["portal_url"].startswith("http")
    assert change["checkout_url"].startswith("http")
    (payment,) = signed_in.get(f"{api}/payment-history/")["payments"]
    assert isinstance(payment["id"], int)
    assert parse_datetime(payment["created_at"])
    assert (payment["amount"], payment["currency"]) == (500, "GBP")
    assert payment["status"] in {"paid", "succeeded"}
    assert {"invoice_id", "stripe_payment_intent_id", "description"} <= payment.keys()
    status, ended = signed_in("POST", f"{api}/cancel/", json={"immediate": False})
    assert (status, ended["success"]) == (200, True)
    assert signed_in.get(f"{api}/details/")["subscription"]["cancel_at_period_end"] is True
