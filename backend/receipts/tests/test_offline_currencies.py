"""The account's own currency where none is printed, and signs that several currencies have."""

from datetime import date

import pytest

from receipts.services.currencies import currency_of_country
from receipts.services.data_validator import validate_reading
from receipts.services.extraction import ReadingContext
from receipts.services.offline.reader import read_sheet
from receipts.tests.offline_sheets import sheet_of


def currency_of(rows, country):
    context = ReadingContext(
        today=date(2026, 11, 22),
        country=country,
        home_currency=country and currency_of_country(country),
        date_order="dmy",
    )
    reading = read_sheet(
        sheet_of(f"Linden Stop\n12.11.2026\n{rows}"), context=context, model="test"
    )
    return validate_reading(reading, context=context).currency


@pytest.mark.parametrize(
    ("country", "rows"),
    [
        ("ID", "Nasi | 45.000\nTeh | 16.000\nTotal | 61.000\nTunai | 100.000\nKembali | 39.000"),
        ("VN", "Pho | 65.000\nTra | 15.000\nTong cong | 80.000\nTien mat | 100.000"),
        ("CL", "Pan | 1.290\nLeche | 1.990\nTOTAL | 3.280\nEFECTIVO | 5.000\nVUELTO | 1.720"),
        ("RO", "Paine | 8,00\nTOTAL | 8,00\nTVA 11% | 0,79\nNumerar | 10,00"),
        ("GB", "Tea | 2.40\nTOTAL | 2.40\nVAT 20% | 0.40\nCARD | 2.40"),
        ("AU", "Tea | 2.20\nTOTAL | 2.20\nGST | 0.20\nEFTPOS | 2.20"),
        ("CZ", "Chléb | 56,00\nCelkem | 56,00\nHotově | 100,00"),
    ],
)
def test_ones_own_currency_is_sure_where_the_words_are_those_of_the_country(country, rows):
    currency = currency_of(rows, country)

    assert (currency.value, currency.confidence) == (currency_of_country(country), 0.97)


@pytest.mark.parametrize(
    ("country", "rows"),
    [
        ("ZA", "London SW1A 1AA\nTea | 2.40\nTOTAL | 2.40\nVAT 20% | 0.40"),
        ("RO", "Pain | 8,00\nTOTAL TTC | 8,00\nTVA 10% | 0,73\nEspèces | 10,00\nMerci"),
        ("MX", "Pan | 8.00\nTOTAL | 8.00\nIVA 16% | 1.10\nFACTURA 17"),
        ("GB", "Tea | 2.40\nTOTAL | 2.40\nCASH | 2.40"),
        ("CH", "Tee | 2,40\nSUMME | 2,40\nMwSt 7% | 0,16\nBAR | 2,40"),
    ],
)
def test_it_is_not_where_more_speaks_for_another_country_or_nothing_for_this_one(country, rows):
    assert currency_of(rows, country).confidence < 0.95


@pytest.mark.parametrize("country", ["MY", None])
def test_a_dollar_sign_on_a_malaysian_receipt_is_the_ringgits(country):
    head = "Sinar Sdn Bhd\nJalan Meranti 2, 43000 Kajang, Selangor\n"
    rows = "Milo | 4.50\nTOTAL | $4.50\nCASH | $5.00\nCHANGE | $0.50"

    assert currency_of(head + rows, country).value == "MYR"
    assert currency_of(rows, country).value != "MYR"


DOLLARS_ABROAD = {
    "CAD": "200 King St W\nToronto, ON M5H 3T4\n(416) 555-0142",
    "AUD": "12 Wharf St, Cairns QLD 4870\nABN 51 824 753 556",
    "NZD": "4 Fern Lane, Auckland 1010",
    "SGD": "Blk 12 Bedok North #01-22\nSingapore 460012",
    "HKD": "12 Nathan Road, Kowloon\nHong Kong",
    "MXN": "Av. Reforma 120, Col. Centro\nRFC TES010101AB1",
}


@pytest.mark.parametrize("home", ["US", "CA"])
@pytest.mark.parametrize(("code", "place"), DOLLARS_ABROAD.items())
def test_a_dollar_sign_on_a_paper_from_abroad_is_not_surely_the_accounts(home, code, place):
    rows = "Soup | 18.00\nTea | 6.00\nTOTAL | $24.00\nVISA | 24.00"

    currency = currency_of(f"Grand Lantern\n{place}\n{rows}", home)

    assert currency.value == code
    assert (currency.confidence < 0.8) == (code != currency_of_country(home))


@pytest.mark.parametrize(
    ("home", "head"),
    [
        ("US", "Hong Kong Buffet\n12 Pine St, Denver, CO 80203\n(303) 555-0142"),
        ("US", "Toronto Grill\n12 Pine St, Denver, CO 80203\n(303) 555-0142"),
        ("AU", "Corner Grill\nServer: Ada\nTip | $2.00"),
        ("CA", "Corner Grill\n(416) 555-0142\nServer: Ada\nTip | $2.00"),
    ],
)
def test_a_dollar_sign_at_home_is_the_accounts(home, head):
    currency = currency_of(f"{head}\nSoup | $18.00\nTea | $6.00\nTOTAL | $24.00", home)

    assert (currency.value, currency.confidence) == (currency_of_country(home), 0.99)
