"""Papers in scripts that the offline reader does not know: it says so, and keeps their numbers."""

from datetime import date

import pytest

from receipts.services.data_validator import validate_reading
from receipts.services.extraction import ReadingContext
from receipts.services.offline.reader import read_sheet
from receipts.tests.offline_sheets import sheet_of
from receipts.tests.readings import check_named, codes

TODAY = date(2026, 11, 22)

# What the recogniser makes of them: most letters are lost, some look like others.
CYRILLIC = """
    KAO E
    , . , . 12
    3.2% | 89.90
    H | 54.00
    .4. 10% | 52.40
    HTO | 143.90
    14.11.2026 18:22
"""
GREEK = """
    ΦOYPNOΣ TO ΣTAXY
    ANOΔEIEH ΛIANIKHΣ
    VOMI XOPIATIKO | 2,40
    TYPONITA | 3,10
    ∑YNOΛO | 5,50
    METPHTA | 10,00
    PEΣTA | 4,50
    14/11/2026 10:15
"""
HANGUL = """
    人()口
    2026/11/14 09:30 | 7 No 12
    立 | 4,500
    2 A0 | 3,000
    [] | 7,500
    本(10%) | 682
    7,500
"""
JAPANESE = """
    みどり商店
    東京都新宿区西新宿一丁目
    領収書
    緑茶 | ¥150
    合計 | ¥150
    2026年11月14日
"""
SHORT = """
    Linden
    Tea | 2.40
    Total | 2.40
    14/11/2026
"""


def checked(text):
    context = ReadingContext(today=TODAY, date_order="dmy", country="GB", home_currency="GBP")
    return validate_reading(read_sheet(sheet_of(text), context=context, model="t"), context=context)


@pytest.mark.parametrize("text", [CYRILLIC, GREEK, HANGUL], ids=["Cyrillic", "Greek", "Hangul"])
def test_letters_that_are_not_known_are_told_and_believed_in_nothing(text):
    receipt = checked(text)

    assert check_named(receipt, "script_not_read").severity == "error"
    assert receipt.vendor.confidence == 0
    assert receipt.purchased_on.value == date(2026, 11, 14)
    assert receipt.purchased_on.confidence > 0
    assert receipt.total.confidence > 0


@pytest.mark.parametrize("text", [JAPANESE, SHORT], ids=["Japanese", "short"])
def test_scripts_that_are_known_are_not_doubted(text):
    assert "script_not_read" not in codes(checked(text))
