"""Names of vendors on an account's entries, for whoever types one."""

from datetime import date

import pytest
from django.utils import timezone

from receipts.models import Category, TaxLine, Transaction

pytestmark = pytest.mark.django_db

URL = "/api/v1/receipts/vendors/"


def entry(owner, vendor, *, category=None, rates=(), **changes) -> Transaction:
    made = Transaction.objects.create(
        owner=owner,
        vendor=vendor,
        currency="GBP",
        total=12,
        purchased_on=date(2026, 4, 3),
        category=category and Category.objects.get(owner=None, slug=category),
        **changes,
    )
    for position, rate in enumerate(rates):
        TaxLine.objects.create(transaction=made, position=position, rate=rate)
    return made


def names(api, search="", **query):
    answer = api.get(URL, {"search": search, **query} if search else query)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_the_most_used_name_comes_first_with_what_its_last_entry_says(api, user):
    entry(user, "Zebra", category="office", rates=["20"])
    entry(user, "Aldi", category="groceries", rates=["7"])
    entry(user, "Aldi", category="meals", rates=["19", "7"])
    entry(user, "Bare")

    assert api.get(URL).json() == {
        "count": 3,
        "next": None,
        "previous": None,
        "results": [
            {
                "vendor": "Aldi",
                "count": 2,
                "last_category": "meals",
                "last_tax_rates": ["19.000", "7.000"],
            },
            {"vendor": "Bare", "count": 1, "last_category": None, "last_tax_rates": []},
            {
                "vendor": "Zebra",
                "count": 1,
                "last_category": "office",
                "last_tax_rates": ["20.000"],
            },
        ],
    }


@pytest.mark.parametrize("search", ["cafe", "CAFÉ", "é a", "café ", "  Cafe"])
def test_a_part_is_found_whatever_its_case_and_accents(api, user, search):
    entry(user, "Café Ärzte")
    entry(user, "Carfax")

    assert [name["vendor"] for name in names(api, search)] == ["Café Ärzte"]


@pytest.mark.parametrize(
    ("vendor", "search"),
    [("ÖBB", "öbb"), ("Магазин", "МАГА"), ("Straße", "STRASSE"), ("Brød", "brod"), ("100%", "0%")],
)
def test_names_in_other_scripts_are_found(api, user, vendor, search):
    entry(user, vendor)
    entry(user, "Aldi")

    assert [name["vendor"] for name in names(api, search)] == [vendor]


def test_spellings_of_one_name_are_one_by_the_most_frequent(api, user):
    for vendor in ("CAFE NERO", "Café Nero", "Café Nero", "cafe nero"):
        entry(user, vendor, category="meals" if vendor == "cafe nero" else None)

    [found] = names(api)

    assert (found["vendor"], found["count"]) == ("Café Nero", 4)
    assert found["last_category"] == "meals"


def test_only_ones_own_names_and_none_of_the_trash(api, user, other_user, anonymous):
    entry(other_user, "Secret")
    entry(user, "Gone", deleted_at=timezone.now())
    entry(user, "")
    entry(user, "Mine")

    assert [name["vendor"] for name in names(api)] == ["Mine"]
    assert anonymous.get(URL).status_code == 401


def test_pages_repeat_and_omit_none(api, user):
    for number in range(7):
        entry(user, f"Shop {number}")

    first = api.get(URL, {"page_size": 3, "search": "shop"}).json()
    pages = [names(api, "shop", page_size=3, page=page) for page in (1, 2, 3)]

    assert first["count"] == 7
    assert "search=shop" in first["next"]
    assert [name["vendor"] for page in pages for name in page] == [f"Shop {n}" for n in range(7)]
    assert api.get(URL, {"page": 9}).status_code == 404


def test_names_take_a_fixed_number_of_queries(api, user, django_assert_num_queries):
    entry(user, "Shop", category="meals", rates=["20"])
    api.get(URL)
    with django_assert_num_queries(5):  # who it is (2), the names, their categories, their rates
        api.get(URL)

    for number in range(40):
        entry(user, f"Shop {number}", category="meals", rates=["20", "7"])

    with django_assert_num_queries(5):
        assert len(names(api, page_size=100)) == 41


@pytest.mark.parametrize(
    ("query", "field"), [({"search": "x" * 201}, "search"), ({"serch": "a"}, "serch")]
)
def test_what_is_too_long_or_unknown_is_refused(api, query, field):
    answer = api.get(URL, query)

    assert answer.status_code == 400
    assert field in answer.json()
