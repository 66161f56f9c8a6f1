import pytest

from accounts.profile_codes import currency_codes
from common.money import minor_units
from receipts.services.currencies import (
    currency_of_country,
    find_currency_mark,
    printed_minor_units,
    read_currency,
    valid_code,
)
from receipts.tests.readings import check_named, codes, field, validated


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *[("GBP", "GBP"), ("usd", "USD"), ("\u00a3", "GBP"), ("€", "EUR"), ("RM", "MYR")],
        *[("Rp", "IDR"), ("Rp.", "IDR"), ("S$", "SGD"), ("A$", "AUD"), ("zł", "PLN")],
        *[("US$", "USD"), ("R$", "BRL"), ("₩", "KRW"), ("円", "JPY"), ("Fr.", "CHF")],
        *[("Euro", "EUR"), ("British Pound", "GBP"), ("Malaysia", "MYR"), ("Bulgaria", "EUR")],
        *[("KM", "BAM"), ("Gs", "PYG"), ("KD", "KWD"), ("US Dollars", "USD"), ("K.D.", "KWD")],
        *[("Germany", "EUR"), ("Ft", "HUF"), ("Kč", "CZK"), ("₹", "INR")],
    ],
)
def test_currency_is_read_from_code_sign_name_or_country(text, code):
    found = read_currency(text)

    assert (found.code, found.is_settled) == (code, True)


@pytest.mark.parametrize("text", ["", "XXX", "XAU", "DEM", "ABC", "12.50", "money", "\u20ac\u20ac"])
def test_text_that_names_no_currency_is_none(text):
    assert read_currency(text) is None


@pytest.mark.parametrize(
    ("sign", "country", "home_currency", "code"),
    [
        ("$", "SG", None, "SGD"),
        ("$", None, "AUD", "AUD"),
        ("$", "CA", "USD", "CAD"),
        ("$", "GB", "CAD", "CAD"),
        ("kr", "NO", None, "NOK"),
        ("kr.", "DK", None, "DKK"),
        ("\u00a5", "CN", None, "CNY"),
        ("\uffe5", None, "JPY", "JPY"),
    ],
)
def test_shared_sign_is_settled_by_country_then_by_home_currency(
    sign, country, home_currency, code
):
    found = read_currency(sign, country=country, home_currency=home_currency)

    assert (found.code, found.is_settled) == (code, True)


@pytest.mark.parametrize(("sign", "code"), [("$", "USD"), ("kr", "SEK"), ("\u00a5", "JPY")])
def test_shared_sign_that_nothing_settles_is_the_most_common_and_told(sign, code):
    receipt = validated(currency=sign, country="GB", home_currency="GBP")

    assert receipt.currency.value == code
    check = check_named(receipt, "currency_ambiguous")
    assert check.values["currency"] == code
    assert len(check.values["candidates"].split()) > 1
    assert receipt.currency.confidence < validated(currency=code).currency.confidence


def test_currency_comes_from_the_sign_beside_an_amount():
    receipt = validated(total=field("3.90", printed="TOTAL RM 3.90"))

    assert receipt.currency.value == "MYR"
    assert receipt.currency.source == "offline"
    assert not {"currency_assumed", "currency_unknown"} & codes(receipt)


def test_unreadable_currency_gives_way_to_the_sign_beside_an_amount():
    assert validated(currency="???", total="€ 3,90").currency.value == "EUR"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("TOTAL RM 3.90", "RM"),
        ("Summe 3,90 EUR", "EUR"),
        ("-$5.00", "$"),
        ("Total 12.50", None),
        ("", None),
    ],
)
def test_mark_counts_only_directly_beside_a_number(text, mark):
    assert find_currency_mark(text) == mark


def test_receipt_without_currency_takes_the_accounts_own_and_says_so():
    receipt = validated(total="3.90", home_currency="GBP")

    assert (receipt.currency.value, receipt.currency.source) == ("GBP", None)
    assert receipt.currency.confidence == 0.5
    assert check_named(receipt, "currency_assumed").severity == "note"


def test_receipt_without_any_hint_has_no_currency():
    receipt = validated(total="3.90", home_currency=None, country=None)

    assert receipt.currency.value is None
    assert check_named(receipt, "currency_unknown").severity == "error"


@pytest.mark.parametrize("text", ["zz", "GB", "Zorkmid"])
def test_a_printed_currency_that_is_not_known_is_never_the_accounts_own(text):
    receipt = validated(total="3.90", currency=text, home_currency="GBP")

    assert (receipt.currency.value, receipt.currency.text) == (None, text)
    assert check_named(receipt, "currency_unreadable").severity == "error"


@pytest.mark.parametrize(
    ("code", "expected"),
    [(" eur ", "EUR"), ("HRK", "HRK"), ("DEM", None), ("XTS", None), (None, None)],
)
def test_code_is_valid_where_it_is_or_lately_was_tender(code, expected):
    assert valid_code(code) == expected


@pytest.mark.parametrize(
    ("country", "code"), [("gb", "GBP"), ("HR", "EUR"), ("BG", "EUR"), ("PA", None), ("ZZ", None)]
)
def test_country_names_a_currency_only_where_it_has_one(country, code):
    assert currency_of_country(country) == code


@pytest.mark.parametrize(
    ("code", "units"), [("GBP", 2), ("JPY", 0), ("IDR", 0), ("KWD", 3), (None, 2)]
)
def test_minor_units_are_those_that_tills_print(code, units):
    assert printed_minor_units(code) == units


def test_tills_print_the_minor_units_of_a_currency_save_where_nobody_pays_with_them():
    others = {code for code in currency_codes() if printed_minor_units(code) != minor_units(code)}

    assert others == {"COP", "HUF", "IDR", "KHR", "MNT", "NGN", "TWD", "TZS"}
    assert {printed_minor_units(code) for code in others} == {0}


@pytest.mark.parametrize("source", ["openai", "offline"])
@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("FCFA", "XOF"),
        ("\u0440\u0443\u0431.", "RUB"),
        ("KD", "KWD"),
        ("US Dollars", "USD"),
        ("Zork", None),
    ],
)
def test_a_printed_currency_is_never_the_accounts_own(source, printed, code):
    """Whether a reader hands it on as it stands, or only shows that it stands there."""
    for value in (printed, ""):
        sign = field(value, printed=printed, source=source)
        receipt = validated(currency=sign, home_currency="EUR", country="DE")

        if code is None:
            assert receipt.currency.value is None
            assert check_named(receipt, "currency_unreadable").values == {"currency": printed}
        else:
            assert receipt.currency.value == code


def test_a_model_that_guesses_the_accounts_own_currency_is_not_believed():
    unknown = field("EUR", printed="Zork", source="openai")
    receipt = validated(currency=unknown, home_currency="EUR", country="DE")
    assert receipt.currency.value is None
    assert check_named(receipt, "currency_unreadable").values == {"currency": "Zork"}

    other = field("EUR", printed="FCFA", source="openai")
    receipt = validated(currency=other, home_currency="EUR", country="DE")
    check = check_named(receipt, "value_differs_from_print")
    assert check.values == {"currency": "EUR", "printed": "FCFA"}


@pytest.mark.parametrize(
    "printed", ["Euro", "EUR/€", "euros", "", "Alle Preise in Euro", "Germany"]
)
def test_a_printed_name_of_the_accounts_own_currency_is_known(printed):
    sign = field("EUR", printed=printed, source="openai")
    receipt = validated(currency=sign, home_currency="EUR", country="DE")

    assert receipt.currency.value == "EUR"
    assert "value_differs_from_print" not in codes(receipt)
