"""Exports on paper, read back and looked at page by page."""

import pypdfium2
import pytest

from reports.tests.ledgers import add_entry

YEAR = "start_date=2026-01-01&end_date=2026-12-31"
NAMES = [
    "Café Łódź",
    "Ελλάδα",
    "Мир",
    "株式会社コンビニ",
    "한국 상점",
    "שלום",
    "مرحبا",
    "ไทย",
    "ኢትዮጵያ",
]


def export(api, name, language="en"):
    url = f"/api/v1/reports/{name}/export/pdf/?{YEAR}"
    response = api.get(url, headers={"Accept-Language": language})
    assert response.status_code == 200, response.content
    return response.getvalue()


def pdf_texts(content):
    document = pypdfium2.PdfDocument(content)
    try:
        return [
            document[number].get_textpage().get_text_bounded() for number in range(len(document))
        ]
    finally:
        document.close()


def test_a_pdf_has_a_title_page_tables_and_page_numbers(api, owner):
    owner.company = "Archer & Co"
    owner.save()
    add_entry(owner, "2026-03-01", "43.50", "EUR", category="meals", vendor="Pub")

    pages = pdf_texts(export(api, "category-breakdown"))

    assert "Categories" in pages[0]
    assert "Archer & Co" in pages[0]
    assert "01 January 2026 to 31 December 2026" in pages[0]
    assert "Page 1 of 2" in pages[0]
    assert "43.50" in pages[1]
    document = pypdfium2.PdfDocument(export(api, "category-breakdown"))
    width, height = document[0].get_size()
    document.close()
    assert (round(width), round(height)) == (595, 842)


def test_figures_are_written_as_the_language_has_them(api, owner):
    add_entry(owner, "2026-03-01", "1234567.50", "EUR", category="meals", vendor="Pub")

    assert "1,234,567.50" in pdf_texts(export(api, "category-breakdown"))[1]
    assert "1.234.567,50" in pdf_texts(export(api, "category-breakdown", language="de"))[1]


def test_a_table_with_many_columns_lies_across(api, owner):
    name = "Österreichische Bundesbahnen"
    add_entry(owner, "2026-03-01", "43.50", category="meals", vendor=name)

    content = export(api, "vendor-analysis")

    assert name in " ".join(pdf_texts(content)).replace("\r\n", " ")
    document = pypdfium2.PdfDocument(content)
    width, height = document[1].get_size()
    document.close()
    assert width > height


def test_a_pdf_draws_names_in_any_script(api, owner):
    for name in NAMES:
        add_entry(owner, "2026-01-05", "1.00", vendor=name)

    text = " ".join(pdf_texts(export(api, "ledger")))

    for name in NAMES[:5]:
        assert name in text
    # From right to left; Arabic in the joined forms that its letters take.
    assert "שלום" in text or "םולש" in text
    # Nothing here draws Ethiopic: boxes, not nothing.
    assert "□□□" in text
    assert text.count("□") == len(NAMES[-1])


def test_a_pdf_joins_the_letters_of_scripts_that_want_it(api, owner):
    add_entry(owner, "2026-01-05", "1.00", vendor="श्री गणेश")
    add_entry(owner, "2026-01-05", "1.00", vendor="ร้านอาหารกรุงเทพมหานคร" * 5)

    content = export(api, "ledger")

    assert b"NotoSansDevanagari" in content
    text = " ".join(pdf_texts(content))
    assert "□" not in text
    assert "गण" in text
    # Letters that were joined are others than those that were written.
    assert "श्री" not in text
    # Broken into lines that fit, none of its letters is lost.
    assert "".join(text.split()).count("กร") == 5


def test_a_long_name_from_right_to_left_begins_in_the_first_line(api, owner):
    add_entry(owner, "2026-01-05", "1.00", vendor="אחת שתיים שלוש ארבע חמש שש שבע שמונה תשע עשר")

    text = " ".join(pdf_texts(export(api, "ledger")))

    first = max(text.find("אחת"), text.find("תחא"))
    last = max(text.find("עשר"), text.find("רשע"))
    assert 0 < first < last


def test_a_long_ledger_on_paper_repeats_its_header(api, owner):
    for number in range(120):
        add_entry(owner, f"2026-01-{number % 28 + 1:02}", "1.00", vendor=f"Shop {number}")

    pages = pdf_texts(export(api, "ledger"))

    assert len(pages) >= 4
    assert all("Vendor" in page and "Amount" in page for page in pages[2:])


@pytest.mark.parametrize(
    ("plan", "company", "publisher"),
    [
        ("premium", "Archer & Co", "Smart Accounting"),
        ("platinum", "Archer & Co", "Archer & Co"),
        ("platinum", "", "Smart Accounting"),
        ("platinum", "株式会社コンビニ", "株式会社コンビニ"),
        ("platinum", "x" * 200, "x" * 79 + "…"),
    ],
)
def test_with_a_white_label_every_page_is_the_companys(api, user, give, plan, company, publisher):
    give(plan)
    user.company = company
    user.save()
    add_entry(user, "2026-03-01", "43.50")

    content = export(api, "category-breakdown")

    for number, page in enumerate(pdf_texts(content), start=1):
        foot = page.rpartition(f"Page {number} of 2")[0].splitlines()
        assert foot[-1].strip() == publisher
    document = pypdfium2.PdfDocument(content)
    author = document.get_metadata_value("Author")
    document.close()
    assert author.startswith(publisher.rstrip("…"))
