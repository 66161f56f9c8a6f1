"""What is wrong with the billing settings is said at the start, by name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from subscriptions.checks import check_webhook_secret

BACKEND = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("STRIPE_SECRET_KEY", "pk_live_1", "STRIPE_SECRET_KEY must be a secret key"),
        ("STRIPE_WEBHOOK_SECRET", "we_private", "STRIPE_WEBHOOK_SECRET must be a signing secret"),
        ("STRIPE_API_BASE", "api.stripe.com", "STRIPE_API_BASE: must be an address"),
        ("BILLING_GRACE_DAYS", "-1", "BILLING_GRACE_DAYS: must be at least 0"),
    ],
)
def test_a_wrong_value_stops_the_start(name, value, said):
    ran = subprocess.run(
        [sys.executable, "-c", "import backend.env"],
        cwd=BACKEND,
        env=os.environ | {"SECRET_KEY": "tests", name: value},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 1
    assert said in ran.stderr
    assert value not in ran.stderr


def test_a_key_without_its_webhook_secret_is_complained_about(settings):
    settings.STRIPE_SECRET_KEY = "sk_test_1"

    assert [message.id for message in check_webhook_secret()] == ["subscriptions.W001"]


def test_no_billing_is_no_complaint():
    assert check_webhook_secret() == []
