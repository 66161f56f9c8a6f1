"""GET accounts/countries/, and what follows from a country at the sign-up."""

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from accounts.profile_codes import country_codes, currency_codes
from accounts.tests.test_register import NEW, REGISTER

pytestmark = pytest.mark.django_db

URL = "/api/v1/accounts/countries/"


@pytest.fixture
def countries():
    return {one["code"]: one for one in APIClient().get(URL).json()["countries"]}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("GB", ("United Kingdom", "GBP", "dmy", 4, "en")),
        ("US", ("United States", "USD", "mdy", 1, "en")),
        ("AT", ("Austria", "EUR", "dmy", 1, "de")),
        ("CH", ("Switzerland", "CHF", "dmy", 1, "de")),
        ("IN", ("India", "INR", "dmy", 4, "en")),
        ("JP", ("Japan", "JPY", "", 1, "")),
        ("AQ", ("Antarctica", "", "dmy", 1, "")),
    ],
)
def test_books_begin_as_they_are_usually_kept_there(countries, code, expected):
    names = ("name", "home_currency", "date_order", "tax_year_start_month", "language")

    assert tuple(countries[code][name] for name in names) == expected


def test_every_country_is_there_with_values_that_a_profile_takes(countries):
    assert countries.keys() == country_codes()
    for one in countries.values():
        assert one["home_currency"] in {"", *currency_codes()}
        assert one["date_order"] in {"", *User.DateOrder.values}
        assert one["language"] in {"", "en", "de"}
        assert 1 <= one["tax_year_start_month"] <= 12


def test_they_are_named_and_sorted_in_the_language_of_the_answer():
    answer = APIClient().get(URL, headers={"Accept-Language": "de"}).json()["countries"]
    names = [one["name"] for one in answer]

    assert {"Vereinigtes Königreich", "Österreich"} <= set(names)
    assert names.index("Oman") < names.index("Österreich") < names.index("Pakistan")


def test_what_follows_from_a_country_is_what_a_sign_up_takes(anonymous, countries):
    country = countries["GB"]
    told = {name: country[name] for name in country.keys() - {"code", "name"}}

    answer = anonymous.post(REGISTER, NEW | {"country": "GB", **told})

    assert answer.status_code == 201, answer.content
    user = User.objects.get()
    assert (user.country, user.home_currency, user.tax_year_start_month) == ("GB", "GBP", 4)


@pytest.mark.parametrize("month", [0, 13, "x"])
def test_a_month_that_is_none_is_refused_at_the_sign_up(anonymous, month):
    answer = anonymous.post(REGISTER, NEW | {"tax_year_start_month": month})

    assert answer.status_code == 400
    assert "tax_year_start_month" in answer.json()
    assert not User.objects.exists()


def test_no_month_means_january(anonymous):
    assert anonymous.post(REGISTER, NEW | {"tax_year_start_month": None}).status_code == 201
    assert User.objects.get().tax_year_start_month == 1
