"""The admin: plans given with a reason, events replayed, and Stripe's truth read-only."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from subscriptions.models import (
    Payment,
    QuotaPeriod,
    QuotaUse,
    StripeEvent,
    Subscription,
    SubscriptionEvent,
)
from subscriptions.plans import PREMIUM
from subscriptions.services.grants import give_plan
from subscriptions.services.quota import reserve_document
from subscriptions.tests.deliveries import deliver, states, work_off

EVENTS = {
    "events-TOTAL_FORMS": "0",
    "events-INITIAL_FORMS": "0",
    "events-MIN_NUM_FORMS": "0",
    "events-MAX_NUM_FORMS": "0",
}


@pytest.fixture
def staff(db) -> User:
    return User.objects.create_superuser("staff@example.com", "correct horse battery staple")


@pytest.fixture
def admin(client, staff):
    client.force_login(staff)
    return client


def give(admin, url: str, **form):
    return admin.post(url, EVENTS | form)


def add_url() -> str:
    return reverse("admin:subscriptions_subscription_add")


def test_staff_give_a_plan_with_an_end_and_a_reason(admin, staff, user, api):
    response = give(
        admin,
        add_url(),
        owner=user.pk,
        given_plan="platinum",
        given_until="2126-01-31",
        reason="Helped us to test",
    )

    assert response.status_code == 302, response.content
    shown = api.get("/api/v1/subscriptions/api/details/").json()
    assert shown["subscription"]["plan"] == "platinum"
    assert shown["subscription"]["amount"] == "0.00"
    event = SubscriptionEvent.objects.get()
    assert (event.kind, event.actor) == ("plan_given", staff)
    assert event.data == {
        "plan": "platinum",
        "until": "2126-01-31",
        "reason": "Helped us to test",
    }


@pytest.mark.parametrize(
    "missing",
    [
        {"reason": ""},
        {"given_until": ""},
        {"given_plan": ""},
        {"given_until": "2020-01-01"},
        {"given_plan": "basic"},
    ],
)
def test_a_plan_is_not_given_without_end_or_reason(admin, user, missing):
    form = {"given_plan": "premium", "given_until": "2126-01-31", "reason": "Because"}

    response = give(admin, add_url(), **({"owner": user.pk} | form | missing))

    assert response.status_code == 200
    # Asked once more, and for whom it is meant is said by the address.
    page = response.content.decode()
    assert user.email in page
    assert str(user) not in page
    assert not Subscription.objects.exists()
    assert not SubscriptionEvent.objects.exists()


@pytest.mark.parametrize("owner", ["", "nobody", "999999"])
def test_a_plan_is_given_to_nobody_who_is_not_there(admin, owner):
    form = {"given_plan": "premium", "given_until": "2126-01-31", "reason": "Because"}

    response = give(admin, add_url(), **({"owner": owner} | form))

    assert response.status_code == 200
    assert not Subscription.objects.exists()


def test_staff_take_a_plan_back(admin, user):
    give(
        admin,
        add_url(),
        owner=user.pk,
        given_plan="premium",
        given_until="2126-01-31",
        reason="Trial",
    )
    subscription = Subscription.objects.get()

    url = reverse("admin:subscriptions_subscription_change", args=[subscription.pk])
    give(admin, url, given_plan="", given_until="", reason="Trial over")

    subscription.refresh_from_db()
    assert (subscription.given_plan, subscription.given_until) == ("", None)
    assert list(SubscriptionEvent.objects.values_list("kind", flat=True)) == [
        "plan_withdrawn",
        "plan_given",
    ]


def test_what_stripe_knows_cannot_be_changed(admin, user):
    subscription = Subscription.objects.create(owner=user)
    url = reverse("admin:subscriptions_subscription_change", args=[subscription.pk])

    give(
        admin,
        url,
        plan="platinum",
        status="active",
        stripe_customer_id="cus_mine",
        given_plan="premium",
        given_until="2126-01-31",
        reason="Trial",
    )

    subscription.refresh_from_db()
    assert (subscription.plan, subscription.stripe_customer_id) == ("basic", "")
    assert subscription.given_plan == "premium"


@pytest.mark.parametrize("model", [Payment, StripeEvent, QuotaPeriod])
def test_books_and_events_are_read_only(admin, model):
    name = model._meta.model_name

    assert admin.get(reverse(f"admin:subscriptions_{name}_changelist")).status_code == 200
    assert admin.get(reverse(f"admin:subscriptions_{name}_add")).status_code == 403


def test_a_failed_event_is_replayed(admin, stripe, customer):
    stripe.subscribe(customer, "price_premium")
    deliver(stripe.take_events()[0])
    StripeEvent.objects.update(status="failed", failure_code="billing_unavailable", attempts=10)

    response = admin.post(
        reverse("admin:subscriptions_stripeevent_changelist"),
        {"action": "replay", "_selected_action": [StripeEvent.objects.get().pk]},
    )
    assert response.status_code == 302
    work_off()

    assert states() == ["applied"]
    assert Subscription.objects.get().plan == "premium"


def test_the_pages_can_be_searched(admin, user):
    Subscription.objects.create(owner=user)
    reserve_document(user, now=user.date_joined)

    for model in ("subscription", "payment", "stripeevent", "quotaperiod", "quotause"):
        url = reverse(f"admin:subscriptions_{model}_changelist")
        assert admin.get(url, {"q": "alice"}).status_code == 200


def test_the_accounts_list_shows_plans_at_the_cost_of_no_query_more(
    admin, user, django_assert_num_queries
):
    url = reverse("admin:accounts_user_changelist")
    Subscription.objects.create(owner=user, given_plan="premium", given_until=date(2126, 1, 31))
    with CaptureQueriesContext(connection) as few:
        page = admin.get(url).content.decode()
    for number in range(20):
        User.objects.create_user(f"user{number}@example.com", "a long enough password")

    with django_assert_num_queries(len(few)):
        admin.get(url)

    assert "Premium" in page
    assert "Basic" in page


def test_the_plan_in_force_and_since_when_it_is_a_gift(admin, staff, user, other_user):
    earlier = timezone.now() - timedelta(days=40)
    give_plan(user, plan=PREMIUM, until=date(2126, 1, 31), reason="A", actor=staff, now=earlier)
    Subscription.objects.create(
        owner=other_user, given_plan="platinum", given_until=date(2020, 1, 1)
    )

    page = admin.get(reverse("admin:subscriptions_subscription_changelist")).content.decode()
    accounts = admin.get(reverse("admin:accounts_user_changelist")).content.decode()

    for shown in (page, accounts):
        assert f"Premium, a gift since {earlier:%Y-%m-%d}" in shown
        assert ">Basic<" in shown
    assert "alice@example.com" in page
    assert f"User {user.pk}" not in page


def test_a_gift_below_what_is_bought_is_not_in_force(admin, staff, user):
    now = timezone.now()
    give_plan(user, plan=PREMIUM, until=date(2126, 1, 31), reason="A", actor=staff, now=now)
    Subscription.objects.update(plan="platinum", stripe_subscription_id="sub_1", amount="10")

    page = admin.get(reverse("admin:subscriptions_subscription_changelist")).content.decode()

    assert '<td class="field-in_force">Platinum</td>' in page
    assert "10.00 GBP" in page


def pay(owner, number, amount="5.000", currency="GBP", **more):
    return Payment.objects.create(
        owner=owner, stripe_invoice_id=f"in_{number}", description="Premium", amount=amount,
        currency=currency, status="paid", created_at=timezone.now(), **more,
    )  # fmt: skip


def test_payments_have_their_currencys_decimals_and_whose_they_are(admin, user):
    pay(user, 1, "1200.000", "JPY")
    pay(None, 2, "4.125", "KWD", amount_refunded="1.500")

    page = admin.get(reverse("admin:subscriptions_payment_changelist")).content.decode()

    for shown in ("1200 JPY", "4.125 KWD", "1.500 KWD", "alice@example.com", "deleted"):
        assert f">{shown}</" in page, shown


@pytest.mark.parametrize(
    "model", ["subscription", "payment", "stripeevent", "quotaperiod", "quotause"]
)
def test_each_list_asks_as_many_queries_for_20_rows_as_for_2(
    admin, staff, model, django_assert_num_queries
):
    def add(number):
        now = timezone.now()
        owner = User.objects.create_user(f"user{number}@example.com", "a long enough password")
        give_plan(owner, plan=PREMIUM, until=date(2126, 1, 31), reason="A", actor=staff, now=now)
        reserve_document(owner, now=now)
        pay(owner, number)
        StripeEvent.objects.create(event_id=f"evt_{number}", type="x", received_at=now)

    url = reverse(f"admin:subscriptions_{model}_changelist")
    for number in range(2):
        add(number)
    with CaptureQueriesContext(connection) as few:
        admin.get(url)
    for number in range(2, 20):
        add(number)

    with django_assert_num_queries(len(few)):
        assert admin.get(url).status_code == 200


@pytest.mark.parametrize("model", [Subscription, Payment, QuotaPeriod, QuotaUse])
def test_each_page_names_its_owner_by_the_address(admin, user, model):
    Subscription.objects.create(owner=user)
    pay(user, 1)
    reserve_document(user, now=user.date_joined)
    name = model._meta.model_name
    url = reverse(f"admin:subscriptions_{name}_change", args=[model.objects.get().pk])

    page = admin.get(url).content.decode()

    assert "alice@example.com" in page
    assert f"user {user.pk}" not in page.casefold()
