from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from receipts.services.validation.dates import read_date
from receipts.tests.readings import TODAY, check_named, codes, field, validated


def value(text, *, order="dmy", today=TODAY):
    found = read_date(text, order=order, today=today)
    return found and found.value


@pytest.mark.parametrize(
    "text",
    [
        *["2018-10-19", "2018/10/19", "2018.10.19", "2018. 10. 19.", "20181019", "19102018"],
        *["19/10/2018", "19-10-2018", "19.10.2018", "19 10 2018", "19/10/18", "19.10.18"],
        *["19. 10. 2018", "19/10-2018", "19.10.'18", "19'10'18", "10/19/2018", "10-19-18"],
        *["19 Oct 2018", "19-Oct-2018", "19/OCT/18", "19Oct2018", "19 Oct. 2018", "19 Oct '18"],
        *["Oct 19, 2018", "October 19th, 2018", "OCT 19 2018", "Oct19'18", "Oct.19.2018"],
        *[
            "2018-Oct-19",
            "2018 Oct 19",
            "Oct192018",
            "October19th2018",
            "0ct19'18",
            "FriOct19,2018",
            "the 19th of October 2018",
        ],
        *["19 Okt 2018", "19. Oktober 2018", "19 octobre 2018", "19 de octubre de 2018"],
        *["19 ottobre 2018", "19 oktober 2018", "19 de outubro de 2018", "19 Oktober 2018"],
        *["19 Pa\u017adziernika 2018", "19 Ekim 2018", "19. \u0159\u00edjna 2018"],
        *["2018年10月19日", "2018 年 10 月 19 日", "2018\ub144 10\uc6d4 19\uc77c"],
        *["\uff12\uff10\uff11\uff18\uff0d\uff11\uff10\uff0d\uff11\uff19", "19/10/2561"],
        *["19/10/2018 18:30", "18:30:12 19/10/2018", "10.30 19/10/2018", "2018-10-19T18:30:00Z"],
        *["20181019183000", "19/10/201818:30", "Fri 19/10/2018 6:30 PM", "Date: 19/10/2018."],
        *["19/10/18 18:30", "19/10/1818:30", "19 Oct 18 18:30"],
    ],
)
def test_date_is_read_however_it_is_printed(text):
    assert value(text) == date(2018, 10, 19)


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", "today", "18:30", "19/10", "19 Oct", "Oct 2018", "October 19", "19 Mar 18:30"],
        *["31/02/2018", "29/02/2019", "2018-02-30", "2018-13-01", "00/10/2018", "32 Oct 2018"],
        *["31 Feb 2018", "2018年2月30日", "20181399", "99999999", "12.50", "1234567", "2018"],
        *["1/2/0001", "01/01/1900", "119/10/2018", "19/10/20189"],
    ],
)
def test_what_no_calendar_has_is_none(text):
    assert value(text) is None


def test_order_decides_where_both_are_possible():
    assert value("03/04/2018", order="dmy") == date(2018, 4, 3)
    assert value("03/04/2018", order="mdy") == date(2018, 3, 4)


@pytest.mark.parametrize("order", ["dmy", "mdy"])
def test_calendar_decides_where_only_one_is_possible(order):
    assert value("13/04/2018", order=order) == date(2018, 4, 13)
    assert value("04/13/2018", order=order) == date(2018, 4, 13)


def test_day_that_has_not_come_gives_way_to_one_that_has():
    found = read_date("05/12/2026", order="dmy", today=date(2026, 11, 22))

    assert found.value == date(2026, 5, 12)
    assert found.alternative == date(2026, 12, 5)
    assert found.is_against_order


def test_short_year_first_is_read_where_nothing_else_is_possible():
    assert value("18/10/99") == date(1999, 10, 18)
    assert value("95/10/19") == date(1995, 10, 19)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "nl", "pt", "ms", "id"])
@settings(deadline=None)
@given(day=st.dates(min_value=date(1970, 1, 1), max_value=TODAY))
def test_date_formatted_in_any_language_is_read_back(language, day):
    assert value(format_date(day, "d MMMM y", locale=language)) == day
    assert value(format_date(day, "d MMM y", locale=language)) == day
    assert value(format_date(day, "dd.MM.y", locale=language)) == day
    assert value(format_date(day, "MM/dd/y", locale=language), order="mdy") == day


def test_receipt_with_an_impossible_date_keeps_the_text():
    receipt = validated(purchased_on="31/02/2018")

    assert receipt.purchased_on.value is None
    assert receipt.purchased_on.text == "31/02/2018"
    assert {"date_unreadable", "date_missing"} <= codes(receipt)


def test_ambiguous_date_shows_both_and_lowers_the_confidence():
    stated = validated(purchased_on="03/04/2026", date_order="dmy")
    unstated = validated(
        purchased_on="03/04/2026", date_order=None, country=None, home_currency=None
    )

    check = check_named(unstated, "date_ambiguous")
    assert check.severity == "error"
    assert check.values == {"purchased_on": "2026-04-03", "alternative": "2026-03-04"}
    assert unstated.purchased_on.confidence < stated.purchased_on.confidence
    assert "date_ambiguous" not in codes(stated)


def test_order_of_the_account_stands_above_the_order_an_engine_chose():
    swapped = field("2026-03-04", printed="03/04/2026")

    stated = validated(purchased_on=swapped, date_order="dmy")
    unstated = validated(purchased_on=swapped, date_order=None, country=None)

    assert stated.purchased_on.value == date(2026, 4, 3)
    assert "date_ambiguous" not in codes(stated)
    assert unstated.purchased_on.value == date(2026, 3, 4)
    assert check_named(unstated, "date_ambiguous").values["alternative"] == "2026-04-03"


def test_date_that_is_not_the_printed_one_is_told():
    receipt = validated(purchased_on=field("2026-04-08", printed="Date 03/04/2026 18:30"))

    assert receipt.purchased_on.value == date(2026, 4, 8)
    assert check_named(receipt, "value_differs_from_print").values == {
        "purchased_on": "2026-04-08",
        "printed": "2026-04-03",
    }


def test_printed_text_without_a_date_leaves_the_date_alone():
    receipt = validated(purchased_on=field("2026-04-08", printed="Thank you"))

    assert receipt.purchased_on.value == date(2026, 4, 8)
    assert "value_differs_from_print" not in codes(receipt)


@pytest.mark.parametrize("text", ["13/04/2026", "04/04/2026", "3 Apr 2026", "2026-04-03"])
def test_date_with_one_reading_is_not_ambiguous(text):
    assert "date_ambiguous" not in codes(validated(purchased_on=text, date_order=None))


@pytest.mark.parametrize(
    ("country", "home_currency", "currency", "expected"),
    [
        ("US", "USD", None, date(2026, 3, 4)),
        ("GB", "GBP", None, date(2026, 4, 3)),
        (None, "USD", None, date(2026, 3, 4)),
        (None, None, None, date(2026, 4, 3)),
        ("GB", "GBP", "USD", date(2026, 3, 4)),
        ("US", "USD", "EUR", date(2026, 4, 3)),
    ],
)
def test_order_follows_currency_and_country_where_the_account_has_none(
    country, home_currency, currency, expected
):
    texts = {"currency": currency} if currency else {}

    receipt = validated(
        purchased_on="03/04/2026",
        date_order=None,
        country=country,
        home_currency=home_currency,
        **texts,
    )

    assert receipt.purchased_on.value == expected


@pytest.mark.parametrize(
    ("country", "currency", "text", "expected"),
    [
        ("GB", None, "03/04/2026", date(2026, 4, 3)),
        ("US", None, "03/04/2026", date(2026, 3, 4)),
        ("US", "GBP", "03/04/2026", date(2026, 4, 3)),
        (None, "EUR", "03/04/2026", date(2026, 4, 3)),
        (None, "USD", "03.04.2026", date(2026, 4, 3)),
        ("US", "USD", "03.04.26 12:40", date(2026, 4, 3)),
    ],
)
def test_country_currency_and_dots_settle_the_order(country, currency, text, expected):
    texts = {"currency": currency} if currency else {}
    receipt = validated(
        purchased_on=text, date_order=None, country=country, home_currency=None, **texts
    )

    assert receipt.purchased_on.value == expected
    assert "date_ambiguous" not in codes(receipt)


@pytest.mark.parametrize(("currency", "is_asked"), [("USD", True), ("EUR", False)])
def test_dots_go_before_the_order_of_an_account_which_is_asked_about_its_own_money(
    currency, is_asked
):
    receipt = validated(
        purchased_on=field("2026-04-03", printed="03.04.2026"), date_order="mdy", currency=currency
    )

    assert receipt.purchased_on.value == date(2026, 4, 3)
    assert ("date_ambiguous" in codes(receipt)) is is_asked


@pytest.mark.parametrize(
    ("country", "currency"),
    [(None, None), (None, "USD"), ("GB", "USD"), ("CA", "CAD"), ("PH", None)],
)
def test_where_both_orders_are_usual_a_person_is_asked(country, currency):
    texts = {"currency": currency} if currency else {}
    receipt = validated(
        purchased_on="03/04/2026", date_order=None, country=country, home_currency=None, **texts
    )

    assert check_named(receipt, "date_ambiguous").severity == "error"


def test_date_against_the_order_of_the_account_is_told():
    receipt = validated(purchased_on="05/12/2026", date_order="dmy")

    assert receipt.purchased_on.value == date(2026, 5, 12)
    assert check_named(receipt, "date_ambiguous").values["alternative"] == "2026-12-05"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-11-24", "date_in_future"),
        ("2016-11-21", "date_too_old"),
        ("1999-01-01", "date_too_old"),
    ],
)
def test_date_outside_the_last_ten_years_is_told(text, code):
    assert check_named(validated(purchased_on=text), code).values["purchased_on"] == text


@pytest.mark.parametrize("text", ["2026-11-22", "2026-11-23", "2016-11-22"])
def test_date_within_the_last_ten_years_is_fine(text):
    assert not {"date_in_future", "date_too_old"} & codes(validated(purchased_on=text))


def test_who_has_no_country_is_asked_for_it_where_it_would_settle_something():
    lacking = validated(purchased_on="03/04/2026", date_order=None, country=None)
    assert check_named(lacking, "country_missing").values == {"purchased_on": "2026-04-03"}

    for known in ({"country": "GB"}, {"date_order": "dmy", "country": None}):
        told = {"date_order": None} | known
        assert "country_missing" not in codes(validated(purchased_on="03/04/2026", **told))
    clear = validated(purchased_on="23/04/2026", date_order=None, country=None)
    assert "country_missing" not in codes(clear)
