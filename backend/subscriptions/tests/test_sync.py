"""`manage.py sync_subscriptions`: everything compared with Stripe, named and repaired."""

import pytest
from django.core.management import CommandError, call_command

from subscriptions.models import Payment, Subscription


def test_what_was_missed_is_repaired(stripe, customer, capsys):
    stripe.subscribe(customer, "price_premium")

    call_command("sync_subscriptions")

    subscription = Subscription.objects.get()
    assert (subscription.plan, Payment.objects.count()) == ("premium", 1)
    shown = capsys.readouterr().out
    assert f"subscription {subscription.pk}: " in shown
    assert "plan basic -> premium" in shown
    assert shown.endswith("1 repaired, 0 not compared\n")


def test_what_fits_is_not_named(stripe, customer, capsys):
    stripe.subscribe(customer, "price_premium")
    call_command("sync_subscriptions")
    capsys.readouterr()

    call_command("sync_subscriptions")

    assert capsys.readouterr().out == "0 repaired, 0 not compared\n"


def test_dry_run_names_it_and_changes_nothing(stripe, customer, capsys):
    stripe.subscribe(customer, "price_premium")

    call_command("sync_subscriptions", "--dry-run")

    assert Subscription.objects.get().plan == "basic"
    assert not Payment.objects.exists()
    shown = capsys.readouterr().out
    assert "plan basic -> premium" in shown
    assert shown.endswith("1 differ, 0 not compared\n")


def test_a_customer_nobody_knows_is_named(stripe, db, capsys):
    stripe.subscribe(stripe.create_customer("stranger@example.com"), "price_premium")

    call_command("sync_subscriptions")

    assert "cus_1: has a subscription at Stripe and no account here" in capsys.readouterr().out


def test_one_account_that_cannot_be_compared_does_not_stop_the_others(
    stripe, customer, other_user, settings, capsys
):
    settings.STRIPE_PRICES = {"premium": [], "platinum": []}
    strange = stripe.subscribe(customer, "price_premium")
    stripe.objects[strange]["items"]["data"][0]["price"] |= {"id": "x", "lookup_key": None}
    other = stripe.create_customer(other_user.email)
    Subscription.objects.create(owner=other_user, stripe_customer_id=other)
    stripe.subscribe(other, "price_platinum")

    with pytest.raises(CommandError):
        call_command("sync_subscriptions")

    assert Subscription.objects.get(owner=other_user).plan == "platinum"
    assert "1 repaired, 1 not compared" in capsys.readouterr().out


def test_the_key_of_another_stripe_account_makes_nobody_forgotten(stripe, customer, capsys):
    Subscription.objects.update(plan="premium", stripe_subscription_id="sub_9")
    del stripe.objects[customer]

    with pytest.raises(CommandError):
        call_command("sync_subscriptions")

    subscription = Subscription.objects.get()
    assert (subscription.plan, subscription.stripe_customer_id) == ("premium", customer)
    assert "0 repaired, 1 not compared" in capsys.readouterr().out


def test_a_customer_deleted_at_stripe_is_forgotten(stripe, customer, capsys):
    Subscription.objects.update(plan="premium", stripe_subscription_id="sub_9")
    stripe.delete_customer(customer)

    call_command("sync_subscriptions")

    subscription = Subscription.objects.get()
    assert (subscription.status, subscription.stripe_customer_id) == ("canceled", "")


def test_without_a_key_it_says_so(db):
    with pytest.raises(CommandError, match="Billing is not set up"):
        call_command("sync_subscriptions")
