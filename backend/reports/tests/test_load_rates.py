"""Rates from the Central Bank's files."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from reports.models import ExchangeRate

pytestmark = pytest.mark.django_db

HISTORY = """Date,USD,JPY,CYP,
2026-11-20,1.1587,171.20,N/A,
2026-11-19,1.1601,170.05,N/A,
"""
DAILY = "Date, USD, JPY, \n20 November 2026, 1.1587, 171.20, \n"


def load(tmp_path, text):
    path = tmp_path / "rates.csv"
    path.write_text(text)
    call_command("load_rates", str(path))


def test_the_history_is_loaded(tmp_path, capsys):
    load(tmp_path, HISTORY)

    assert capsys.readouterr().out == "4 rates stored.\n"
    rate = ExchangeRate.objects.get(currency="USD", day=date(2026, 11, 20))
    assert rate.per_euro == Decimal("1.1587")


def test_the_daily_file_is_loaded(tmp_path):
    load(tmp_path, DAILY)

    assert list(ExchangeRate.objects.values_list("day", "currency", "per_euro")) == [
        (date(2026, 11, 20), "JPY", Decimal("171.2")),
        (date(2026, 11, 20), "USD", Decimal("1.1587")),
    ]


def test_loading_again_corrects_and_doubles_nothing(tmp_path):
    load(tmp_path, HISTORY)
    load(tmp_path, HISTORY.replace("1.1587", "1.2"))

    assert ExchangeRate.objects.count() == 4
    assert ExchangeRate.objects.get(currency="USD", day="2026-11-20").per_euro == Decimal("1.2")


@pytest.mark.parametrize(
    "text",
    ["", "Day,USD\n", "Date,USD\nsoon,1\n", "Date,USD\n2026-11-20,1.1\n2026-11-19,cheap\n",
     "Date,USD\n2026-11-20,-1\n", "Date,USD\n2026-11-20,NaN\n"],
)  # fmt: skip
def test_a_file_that_is_not_the_central_banks_stores_nothing(tmp_path, text):
    with pytest.raises(CommandError):
        load(tmp_path, text)

    assert not ExchangeRate.objects.exists()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.csv"):
        call_command("load_rates", str(tmp_path / "nowhere.csv"))
