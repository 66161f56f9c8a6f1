"""The reports over HTTP."""

from datetime import date
from decimal import Decimal

import pytest

from receipts.models import Category, Duplicate
from receipts.models.event import ReceiptEvent
from reports.models import ExchangeRate
from reports.registry import REPORTS
from reports.tests.ledgers import NOW, add_entry, make_receipt

NAMES = [name for name in REPORTS if name != "ledger"]
SUMS = [report.name for report in REPORTS.values() if report.serializer]
YEAR = "start_date=2026-01-01&end_date=2026-12-31"
BASIC = {"summary", "income-expense", "category-breakdown"}


def get(api, name, query=YEAR):
    return api.get(f"/api/v1/reports/{name}/?{query}")


@pytest.mark.parametrize("name", NAMES)
def test_a_report_needs_a_signed_in_account(anonymous, name):
    assert get(anonymous, name).status_code == 401


@pytest.mark.parametrize("name", NAMES)
def test_the_plan_decides_which_reports_there_are(api, user, name):
    response = get(api, name)

    assert response.status_code == (200 if name in BASIC else 403)
    if name not in BASIC:
        assert response.json()["code"] == "plan_required"


@pytest.mark.parametrize("name", NAMES)
def test_a_report_does_without_any_category(api, owner, name):
    make_receipt(owner, status="failed", failure_code="unreadable")
    Category.objects.all().delete()

    assert get(api, name).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_every_report_shows_only_the_own_account(api, owner, other_user, name):
    add_entry(other_user, "2026-05-05", "987.65", vendor="Elsewhere", category="meals")

    response = get(api, name)

    assert response.status_code == 200
    assert "987.65" not in response.text
    assert "Elsewhere" not in response.text
    assert response.json()["coverage"]["counted"] == 0


@pytest.mark.parametrize("name", SUMS)
def test_every_report_takes_at_most_four_queries_of_its_own(
    api, owner, name, django_assert_max_num_queries
):
    for number in range(30):
        add_entry(
            owner, f"2026-0{number % 9 + 1}-15", f"{number}.50",
            ["GBP", "EUR"][number % 2], vendor=f"Shop {number % 4}",
            category=["meals", "office"][number % 2], lines=[("travel", "1.00")],
            taxes=[("20", "1.00", "0.20")],
        )  # fmt: skip

    # Two to prove who is calling, one for the plan.
    with django_assert_max_num_queries(4 + 4):
        assert get(api, name).status_code == 200


def test_the_summary_has_the_shape_of_the_existing_client(api_at, user):
    api = api_at(NOW)
    add_entry(user, "2026-11-02", "10.00", category="meals")
    add_entry(user, "2026-10-31", "4.25", category="office")
    add_entry(user, "2026-02-01", "100.00", type="income", category="income")
    add_entry(user, "2026-11-21", "7.00", category="meals")  # tomorrow
    make_receipt(user)

    body = api.get("/api/v1/reports/summary/").json()

    metrics = body["quick_metrics"]
    assert metrics == {
        "currency": "GBP",
        "current_month_expenses": 10.0,
        "last_month_expenses": 4.25,
        "ytd_income": 100.0,
        "ytd_expenses": 14.25,
        "ytd_net": 85.75,
        "total_receipts": 1,
        "converted": [],
    }
    assert body["top_categories_ytd"] == [
        {
            "category": "meals",
            "category_display": "Meals and entertainment",
            "currency": "GBP",
            "total": "10.00",
            "converted": [],
        },
        {
            "category": "office",
            "category_display": "Office and equipment",
            "currency": "GBP",
            "total": "4.25",
            "converted": [],
        },
    ]
    assert (body["start_date"], body["end_date"]) == ("2026-01-01", "2026-11-20")


def test_last_month_counts_also_in_the_first_month_of_the_year(api_at, user):
    api = api_at(NOW.replace(month=1, day=10))
    add_entry(user, "2025-12-31", "4.25")

    metrics = api.get("/api/v1/reports/summary/").json()["quick_metrics"]

    assert (metrics["last_month_expenses"], metrics["ytd_expenses"]) == (4.25, 0)


def test_the_default_period_is_the_tax_year_of_the_account(api_at, user):
    api = api_at(NOW.replace(month=3))
    user.tax_year_start_month = 4
    user.save()

    body = api.get("/api/v1/reports/income-expense/").json()

    assert (body["start_date"], body["end_date"]) == ("2025-04-01", "2026-03-31")


def test_currencies_stand_side_by_side(api, user):
    add_entry(user, "2026-05-05", "10.00", "GBP")
    add_entry(user, "2026-05-05", "1000", "JPY")

    totals = get(api, "income-expense").json()["totals"]

    assert [(row["currency"], row["expenses"]) for row in totals] == [
        ("GBP", "10.00"),
        ("JPY", "1000"),
    ]


def test_filters_narrow_a_report(api, owner):
    add_entry(owner, "2026-05-05", "10.00", vendor="Corner Shop", category="meals")
    add_entry(owner, "2026-05-05", "20.00", vendor="Paper Ltd", category="office")
    add_entry(owner, "2026-05-05", "30.00", vendor="Till", type="income", category="income")

    def expenses(query):
        return get(api, "income-expense", f"{YEAR}&{query}").json()["totals"][0]["expenses"]

    assert expenses("vendor=corner") == "10.00"
    assert expenses("category=office") == "20.00"
    assert expenses("category=office,meals") == "30.00"
    assert expenses("transaction_type=expense") == "30.00"
    assert expenses("transaction_type=income") == "0.00"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("start_date=yesterday", "start_date"),
        ("start_date=2026-02-01&end_date=2026-01-01", "start_date"),
        ("start_date=1900-01-01&end_date=2026-01-01", "start_date"),
        ("currency=XYZ", "currency"),
        ("category=nonsense", "category"),
        ("transaction_type=gift", "transaction_type"),
        ("interval=week", "interval"),
    ],
)
def test_a_bad_question_is_refused_with_the_name_of_its_parameter(api, user, query, field):
    response = api.get(f"/api/v1/reports/income-expense/?{query}")

    assert response.status_code == 400
    assert field in response.json()
    assert response.json()["detail"]


def test_somebody_elses_category_is_unknown(api, user, other_user):
    Category.objects.create(owner=other_user, slug="bees", name="Bees")

    assert get(api, "income-expense", f"{YEAR}&category=bees").status_code == 400


def test_coverage_says_what_is_in_doubt_and_what_is_left_out(api, user):
    doubted = make_receipt(user, review_status="needs_review")
    add_entry(user, "2026-05-05", "10.00", receipt=doubted)
    add_entry(user, "2026-05-05", "20.00")
    add_entry(user, None, "5.00")
    make_receipt(user, status="failed", failure_code="unreadable")
    make_receipt(user, status="pending")
    make_receipt(user, status="failed", failure_code="unreadable", deleted_at=NOW)
    by_hand = make_receipt(user, status="failed", failure_code="unreadable")
    add_entry(user, "2026-05-06", "40.00", receipt=by_hand)
    Duplicate.objects.create(receipt=doubted, other=make_receipt(user), found_at=NOW)

    body = get(api, "income-expense").json()

    coverage = body["coverage"]
    assert coverage["counted"] == 3
    assert {r["code"]: r["count"] for r in coverage["doubtful"]} == {
        "unreviewed": 1,
        "open_duplicates": 1,
    }
    assert {r["code"]: r["count"] for r in coverage["left_out"]} == {
        "failed": 1,
        "waiting": 1,
        "without_date": 1,
    }
    assert body["totals"][0]["expenses"] == "70.00"


def test_unreviewed_entries_can_be_left_out(api, user):
    doubted = make_receipt(user, review_status="needs_review")
    add_entry(user, "2026-05-05", "10.00", receipt=doubted)
    add_entry(user, "2026-05-05", "20.00")

    body = get(api, "income-expense", f"{YEAR}&reviewed_only=true").json()

    assert body["totals"][0]["expenses"] == "20.00"
    assert body["coverage"]["counted"] == 1
    assert {r["code"]: r["count"] for r in body["coverage"]["left_out"]} == {"unreviewed": 1}


def test_vendors_that_are_not_shown_are_still_in_the_total(api, owner):
    for number in range(1, 6):
        add_entry(owner, "2026-05-05", f"{number}.00", vendor=f"Shop {number}")

    body = get(api, "vendor-analysis", f"{YEAR}&limit=2").json()

    assert [row["vendor"] for row in body["rows"]] == ["Shop 5", "Shop 4"]
    total = body["totals"][0]
    assert (total["vendors"], total["shown"], total["total"]) == (5, 2, "15.00")
    assert total["not_shown_total"] == "6.00"


def test_the_audit_log_is_paged_newest_first(api, owner, django_assert_max_num_queries):
    receipt = make_receipt(owner)
    for day in range(1, 6):
        ReceiptEvent.objects.create(
            owner=owner, receipt=receipt, kind="corrected", actor=owner,
            data={"field": "total"}, created_at=NOW.replace(month=5, day=day),
        )  # fmt: skip

    with django_assert_max_num_queries(3 + 3):
        body = get(api, "audit-log", f"{YEAR}&page_size=2&kind=corrected").json()

    assert body["count"] == body["coverage"]["counted"] == 5
    assert [row["created_at"][:10] for row in body["results"]] == ["2026-05-05", "2026-05-04"]
    assert body["results"][0]["actor"] == owner.email


def test_the_audit_log_says_the_currency_of_an_entry(api, owner):
    entry = add_entry(owner, "2026-08-05", "10.00", currency="GBP")
    for subject in ({"transaction": entry}, {"receipt": make_receipt(owner)}):
        ReceiptEvent.objects.create(owner=owner, kind="corrected", created_at=NOW, **subject)

    results = get(api, "audit-log", f"{YEAR}&kind=corrected").json()["results"]

    assert [row["currency"] for row in results] == [None, "GBP"]


def test_a_forecast_admits_that_there_is_not_enough_history(api_at, owner):
    api = api_at(NOW)
    add_entry(owner, "2026-08-05", "10.00")

    currency = api.get("/api/v1/reports/predictive-cash-flow/").json()["currencies"][0]

    assert (currency["enough_history"], currency["months_of_history"]) == (False, 3)
    assert currency["forecast"] == []
    assert "Not enough history" in currency["message"]


def test_a_forecast_has_an_interval(api_at, owner):
    api = api_at(NOW)
    for month in range(1, 11):
        add_entry(owner, f"2026-{month:02}-05", f"{100 + month}.00", type="income")

    body = api.get("/api/v1/reports/predictive-cash-flow/?months=2").json()

    currency = body["currencies"][0]
    assert [row["month"] for row in currency["forecast"]] == ["2026-11", "2026-12"]
    first = currency["forecast"][0]
    assert Decimal(first["low"]) < Decimal(first["net"]) < Decimal(first["high"])
    assert currency["history"][0]["month"] == date(2026, 1, 1).strftime("%Y-%m")


def test_insights_are_sentences_with_their_figures(api, owner):
    add_entry(owner, "2026-01-05", "120.00", type="income", taxes=[("20", "100.00", "20.00")])
    add_entry(owner, "2026-02-05", "90.00", vendor="Rent & Co")

    body = get(api, "business-insights").json()

    assert body["best_months"][0]["month"] == "2026-01"
    texts = {row["code"]: row for row in body["insights"]}
    assert texts["worst_month"]["text"] == "February 2026 was the worst month: -90.00 GBP net."
    assert texts["vendor_concentration"]["figures"]["vendor"] == "Rent & Co"
    assert texts["set_tax_aside"]["figures"]["due"] == "20.00"


def test_spending_names_what_stands_out(api_at, owner):
    api = api_at(NOW)
    for month in range(1, 11):
        add_entry(owner, f"2026-{month:02}-12", "9.99", vendor="Streaming")
    for day in range(1, 12):
        add_entry(owner, f"2026-06-{day:02}", f"{10 + day % 3}.00", vendor="Lunch Bar")
    odd = add_entry(owner, "2026-06-20", "95.00", vendor="Lunch Bar")
    for month, amount in ((5, "10"), (6, "10"), (7, "10"), (8, "30"), (9, "30"), (10, "30")):
        add_entry(owner, f"2026-{month:02}-15", amount, vendor=f"Taxi {month}", category="travel")
    one, two = make_receipt(owner), make_receipt(owner)
    add_entry(owner, "2026-05-01", "3.00", receipt=one)
    Duplicate.objects.create(receipt=one, other=two, found_at=NOW, reasons=["content"])

    body = get(api, "spending-intelligence").json()

    assert [(row["transaction"], row["usual"]) for row in body["unusual"]] == [(odd.pk, "11.00")]
    recurring = body["recurring"][0]
    assert (recurring["vendor"], recurring["rhythm"]) == ("Streaming", "monthly")
    assert recurring["next_expected"] == "2026-11-12"
    rising = {row["category"]: row["change"] for row in body["rising"]}
    assert rising == {"travel": "200.00"}
    assert [(row["receipt"], row["other"]) for row in body["duplicates"]] == [(one.pk, two.pk)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("&vendor=paper", 1),
        ("&category=office", 1),
        ("&category=travel", 0),
        ("&currency=EUR", 1),
        ("&transaction_type=income", 0),
        ("&reviewed_only=true", 1),
    ],
)
def test_filters_narrow_the_likely_duplicates(api, owner, query, found):
    for status, fields in (
        ("approved", {"vendor": "Paper Ltd", "category": "office"}),
        ("needs_review", {"vendor": "Pub", "category": "meals", "currency": "EUR"}),
    ):
        receipt = make_receipt(owner, review_status=status)
        add_entry(owner, "2026-05-01", "3.00", receipt=receipt, **fields)
        Duplicate.objects.create(receipt=receipt, other=make_receipt(owner), found_at=NOW)

    body = get(api, "spending-intelligence", f"{YEAR}{query}").json()

    assert len(body["duplicates"]) == found


def rows_in(body):
    """Every object with a currency in it, at any depth."""
    if isinstance(body, list):
        return [row for item in body for row in rows_in(item)]
    if not isinstance(body, dict):
        return []
    found = [body] if "currency" in body else []
    return found + [row for value in body.values() for row in rows_in(value)]


@pytest.mark.parametrize("name", SUMS)
def test_every_row_says_what_was_converted(api_at, owner, name):
    api = api_at(NOW)
    for month in range(4, 11):
        ExchangeRate.objects.create(day=f"2026-{month:02}-04", currency="GBP", per_euro="0.8")
        total = "10.00" if month < 8 else "40.00"
        add_entry(
            owner, f"2026-{month:02}-05", total, "EUR", category="meals", vendor="Pub",
            taxes=[("20", "8.00", "1.00")],
        )  # fmt: skip

    body = get(api, name, "start_date=2026-04-01&end_date=2026-10-31&convert_to=GBP").json()

    rows = [row for row in rows_in(body) if row.get("converted")]
    assert rows
    for row in rows:
        assert row["currency"] == "GBP"
        assert [item["currency"] for item in row["converted"]] == ["EUR"]


def test_the_gross_of_tax_rows_was_what_they_say(api, owner):
    ExchangeRate.objects.create(day="2026-05-04", currency="GBP", per_euro="0.8")
    line = [("20", "8.00", "1.00"), ("5", None, "0.25")]
    add_entry(owner, "2026-05-05", "10.00", "EUR", taxes=line)
    add_entry(owner, "2026-05-05", "5.00", "EUR", tax=Decimal("1.00"))
    add_entry(owner, "2026-05-05", "7.00", "GBP")

    rows = get(api, "tax-summary", f"{YEAR}&convert_to=GBP").json()["rows"]

    assert [(row["kind"], row["rate"], row["gross"], row["converted"]) for row in rows] == [
        ("rate", "20", "7.20", [{"currency": "EUR", "amount": "9.00"}]),
        ("rate", "5", "4.20", [{"currency": "EUR", "amount": "5.25"}]),
        ("tax_only", None, "4.00", [{"currency": "EUR", "amount": "5.00"}]),
        ("no_tax", None, "7.00", []),
        ("beyond_tax_lines", None, "-3.40", [{"currency": "EUR", "amount": "-4.25"}]),
    ]


def test_spellings_of_a_vendor_are_one_row_under_the_commonest(api, owner):
    days = ["2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05"]
    for day, vendor in zip(days, ["CAFÉ", "Café", "Cafe", "Café"], strict=True):
        add_entry(owner, day, "10.00", vendor=vendor)
    add_entry(owner, "2026-04-05", "99.00", vendor="Other")

    year = "start_date=2026-01-01&end_date=2026-12-31"

    def rows(name, key):
        body = api.get(f"/api/v1/reports/{name}/?{year}").json()
        return [row for row in body[key] if row["vendor"] != "Other"]

    [vendor] = rows("vendor-analysis", "rows")
    [large] = rows("business-insights", "largest_vendors")
    [recurring] = rows("spending-intelligence", "recurring")
    for row in (vendor, large):
        assert (row["vendor"], row["total"], row["count"]) == ("Café", "40.00", 4)
    assert (vendor["first_date"], vendor["last_date"]) == ("2026-01-05", "2026-04-05")
    assert (recurring["vendor"], recurring["rhythm"], recurring["count"]) == ("Café", "monthly", 4)
    file = api.get(
        "/api/v1/reports/vendor-analysis/export/csv/?start_date=2026-01-01&end_date=2026-12-31"
    )
    content = file.getvalue().decode()
    assert "Café" in content
    assert "CAFÉ" not in content


def test_a_net_that_no_line_says_is_computed_or_null_and_never_zero(api, owner):
    add_entry(owner, "2026-05-05", "43.50", taxes=[("19", None, "6.95")])
    add_entry(owner, "2026-05-06", "10.50", taxes=[(None, None, "1.00")])
    add_entry(owner, "2026-05-07", "11.90", taxes=[("19", "10.00", "1.90")])

    body = get(api, "tax-summary", YEAR).json()

    names = ("kind", "rate", "net", "tax", "gross")
    assert [tuple(row[name] for name in names) for row in body["rows"]] == [
        ("rate", "19", "46.58", "8.85", "55.43"),
        ("rate", None, None, "1.00", None),
        ("beyond_tax_lines", None, "10.47", "0.00", "10.47"),
    ]
    counts = [(r["lines_with_computed_net"], r["lines_without_net"]) for r in body["rows"]]
    assert counts == [(1, 0), (0, 1), (0, 0)]
    [doubt] = body["coverage"]["doubtful"]
    assert (doubt["code"], doubt["count"]) == ("without_net", 1)
    [entry] = api.get(doubt["link"]).json()["results"]
    assert entry["total"] == "10.50"


def test_gross_amounts_without_a_net_add_up_to_the_totals_also_converted(api, owner):
    ExchangeRate.objects.create(day="2026-05-04", currency="GBP", per_euro="0.8")
    add_entry(owner, "2026-05-06", "10.50", "EUR", taxes=[(None, None, "1.00")])

    [line, beyond] = get(api, "tax-summary", f"{YEAR}&convert_to=GBP").json()["rows"]

    assert (line["tax"], line["gross"]) == ("0.80", None)
    assert line["converted"] == [{"currency": "EUR", "amount": "1.00"}]
    assert beyond["gross"] == "8.40"
    assert beyond["converted"] == [{"currency": "EUR", "amount": "10.50"}]


def test_insights_read_as_sentences_of_the_language(api, owner):
    add_entry(
        owner, "2026-01-05", "1200.00", type="income", vendor="Till",
        taxes=[("20", "1000.00", "200.00")],
    )  # fmt: skip
    bought = {"vendor": "Paper Ltd", "deductible_share": Decimal(1)}
    add_entry(owner, "2026-02-05", "120.00", taxes=[("20", "100.00", "20.00")], **bought)

    english = get(api, "business-insights", YEAR).json()["insights"]
    assert [one["text"] for one in english] == [
        "January 2026 was the best month: 1,200.00 GBP net.",
        "February 2026 was the worst month: -120.00 GBP net.",
        "100% of the expenses in GBP went to Paper Ltd: 120.00 GBP.",
        "Set 180.00 GBP aside: the tax on income is 200.00 GBP, less 20.00 GBP to be reclaimed on"
        " expenses.",
    ]
    assert english[0]["figures"]["net"] == "1200.00"
    owner.language = "de"
    owner.save()
    german = get(api, "business-insights", YEAR).json()["insights"]
    assert [one["text"] for one in german] == [
        "Januar 2026 war der beste Monat: Ergebnis 1.200,00 GBP.",
        "Februar 2026 war der schlechteste Monat: Ergebnis -120,00 GBP.",
        "100 % der Ausgaben in GBP gingen an Paper Ltd: 120,00 GBP.",
        "Legen Sie 180,00 GBP zurück: Die Umsatzsteuer auf Einnahmen beträgt 200,00 GBP, abzüglich"
        " 20,00 GBP Vorsteuer aus Ausgaben.",
    ]
