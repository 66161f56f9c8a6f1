"""What is private on a page: found in its lines, and painted out of its picture and its text."""

from io import BytesIO

import pytest
from PIL import Image

from receipts.services.extraction import Box, Page, TextLine
from receipts.services.masking.finding import find_private_pieces
from receipts.services.masking.masked_pages import mask_pages
from receipts.services.masking.rows import cell_of, private_pieces_of
from receipts.tests.drawing import as_file
from receipts.tests.private_receipts import as_lines, private_receipts


def found(text):
    return [(piece.kind, text[piece.start : piece.end]) for piece in find_private_pieces(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("VISA 4111 1111 1111 1111\t25.00", [("card", "4111 1111 1111 1111")]),
        ("5500-0000-0000-0004 25.00", [("card", "5500-0000-0000-0004")]),
        ("3782 822463 10005", [("card", "3782 822463 10005")]),
        ("4111111111111111", [("card", "4111111111111111")]),
        ("Card 4111 1111 11l1 1112", [("card", "4111 1111 11l1 1112")]),
        ("************1234", [("card", "1234")]),
        ("VISA XXXX XXXX XXXX 1234  12.50", [("card", "1234")]),
        ("541234######1234", [("card", "541234"), ("card", "1234")]),
        ("Karte: 5412 34** **** 1234", [("card", "5412 34"), ("card", "1234")]),
        ("VISA748906******8288", [("card", "748906"), ("card", "8288")]),
        ("MASTERCARD ending in 4321", [("card", "4321")]),
        ("**** **** ****\t6224", [("card", "6224")]),
    ],
)
def test_card_numbers_are_found_with_what_is_shown_of_starred_ones(text, pieces):
    assert found(text) == pieces


@pytest.mark.parametrize(
    ("text", "iban"),
    [
        (
            "IBAN: DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX",
            "DE89 3704 0044 0532 0130 00",
        ),
        ("NL91ABNA0417164300", "NL91ABNA0417164300"),
        ("IBAN DE89 37O4 0044 0532 O130 0O", "DE89 37O4 0044 0532 O130 0O"),
        ("IBAN:DE89370400440532013008", "DE89370400440532013008"),
        ("GB29 NWBK 6016 1331 9268 19", "GB29 NWBK 6016 1331 9268 19"),
    ],
)
def test_ibans_are_found_also_where_a_letter_was_misread(text, iban):
    assert found(text) == [("iban", iban)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Tel. +49 (0)30 1234-567", ["+49 (0)30 1234-567"]),
        ("TEL:07-123456 FAX:07-123457", ["07-123456", "07-123457"]),
        ("+44 20 7946 0958", ["+44 20 7946 0958"]),
        ("(212) 555-0199", ["(212) 555-0199"]),
        ("Tel 030 1234567\t12.50", ["030 1234567"]),
        ("電話 03-1234-5678", ["03-1234-5678"]),
        ("Tlf. 600123456", ["600123456"]),
        ("☎ 0561/123456", ["0561/123456"]),
    ],
)
def test_telephones_are_found_by_label_and_by_form(text, pieces):
    assert found(text) == [("phone", piece) for piece in pieces]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("PAYBACK Karten-Nr. 1234567890", "1234567890"),
        ("Clubcard 634004 01234567890", "634004 01234567890"),
        ("Carte fidélité : 29123456789", "29123456789"),
        ("Tessera n. 09910980", "09910980"),
        ("Member No 12345678", "12345678"),
        ("Bonuskaart 2620123456789", "2620123456789"),
        ("Miles & More 992001234567890", "992001234567890"),
        ("会員カード: 52660150", "52660150"),
    ],
)
def test_numbers_of_customers_are_found_by_their_labels(text, number):
    assert found(text) == [("loyalty", number)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("You were served by Anna Smith", "Anna Smith"),
        ("Cashier: 12 Maria", "Maria"),
        ("CASHIER\tJOHN", "JOHN"),
        ("Server: Kim  Table 5", "Kim"),
        ("Es bediente Sie Frau Müller", "Frau Müller"),
        ("Kassiererin: Thomasine B.", "Thomasine B."),
        ("Servi par Amélie", "Amélie"),
        ("Le atendió: José Luis", "José Luis"),
        ("Operatore: 4 Giulia", "Giulia"),
        ("Medewerker: Sanne", "Sanne"),
        ("レジ担当 山田", "山田"),
        ("担当者·鈴木", "鈴木"),
    ],
)
def test_names_of_who_served_are_found(text, name):
    assert found(text) == [("staff_name", name)]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Tl 04 82 52 66 58", "04 82 52 66 58"),
        ("Tlphone 04.37.23.16.16", "04.37.23.16.16"),
        ("TIf. 618413166", "618413166"),
        ("Carte de fidūlitø 7582976068", "7582976068"),
        ("CartaFedelta7582976068", "7582976068"),
        ("Ncliente: 2671841", "2671841"),
        ("RewardsMember: 7636026658", "7636026658"),
        ("会員力一ト52660150", "52660150"),
        ("VISA4111111111111111", "4111111111111111"),
        ("力一ト番号4111111111111111", "4111111111111111"),
        ("Caissire : BENOIT", "BENOIT"),
        ("Le atendi Marta G.", "Marta G."),
        ("Kassar: Ebba", "Ebba"),
        ("Kassr: Ebba", "Ebba"),
        ("VISA3782 42747278044", "3782 42747278044"),
    ],
)
def test_labels_are_known_though_letters_and_spaces_were_misread(text, piece):
    assert [one for _, one in found(text)] == [piece]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Cashier: 12",
            "Cashier No 123",
            "Bediener 3",
            "Bedienung 10%\t2.50",
            "STAFF DISCOUNT 10%",
        ),
        *("Receipt No 4111111111111111", "Rechnung Nr. 20261234", "Invoice 123-456-7890"),
        *("USt-IdNr. DE123456789", "VAT No. GB 123 4567 89", "ABN 12 345 678 901"),
        *("SIRET 380 129 866 00014", "GST ID: 001234567890", "P.IVA 01234567890"),
        *("01.12.2026 12:30", "Tel 12.05.2026", "2026-12-01", "TOTAL.......12.50", "**** 12.50"),
        *("Total ***1,234.50", "PAYBACK Punkte 123", "BONUS 12,50", "TELEFON\t12.50"),
        *(
            "4006381333931",
            "2 x 3.50 = 7.00",
            "Kundenkarte",
            "The Cashier Bistro",
            "SERVER ROOM CAFE",
        ),
        *("Corner Cafe Ltd", "VISA 25.00", "Card 12.50", "Total 4 items 10.00"),
    ],
)
def test_what_the_books_need_is_left(text):
    assert found(text) == []


def page_of(lines, *, width=800, height=1200, text=()):
    return Page(
        jpeg=as_file(Image.new("RGB", (width, height), "white")),
        width=width,
        height=height,
        text=tuple(text),
    )


def test_of_500_values_on_receipts_of_nine_countries_all_are_found_and_no_field_is_touched():
    values = missed = 0
    for receipt in private_receipts(112):
        lines = as_lines(receipt)
        pieces = list(private_pieces_of([cell_of(line, page_of(lines)) for line in lines]))
        rest = "\n".join(
            without(line.text, [piece for number, piece in pieces if number == place])
            for place, line in enumerate(lines)
        )
        values += len(receipt.values)
        missed += sum(
            value.replace(" ", "") in rest.replace(" ", "") for _, value in receipt.values
        )
        kept = [part for row in receipt.kept for part in row]
        assert all(part in rest for part in kept)
    assert values >= 500
    assert missed == 0


def without(text, pieces):
    return "".join(
        one
        for place, one in enumerate(text)
        if not any(piece.start <= place < piece.end for piece in pieces)
    )


def line(text, *, left=0.1, top=0.1, right=0.9, bottom=0.14, corners=None):
    box = Box(page=0, left=left, top=top, right=right, bottom=bottom)
    return TextLine(text=text, score=0.99, box=box, corners=corners)


def picture_of(page):
    return Image.open(BytesIO(page.jpeg)).convert("L")


def is_black(page, x, y):
    return picture_of(page).getpixel((round(x * page.width), round(y * page.height))) < 60


def test_a_label_and_its_number_may_stand_in_two_cells_or_below_each_other():
    lines = [
        line("Member No", right=0.3),
        line("12345678", left=0.6),
        line("IBAN", top=0.3, bottom=0.34, right=0.2),
        line("DE89 3704 0044 0532 O130 0O", top=0.36, bottom=0.4),
    ]
    [page] = mask_pages([page_of(lines)], lines)

    assert page.masked == ("loyalty", "iban")
    assert is_black(page, 0.75, 0.12)
    assert is_black(page, 0.5, 0.38)
    assert not is_black(page, 0.2, 0.12)


def test_the_piece_is_painted_and_the_rest_of_its_line_stays():
    lines = [line("VISA 4111 1111 1111 1111 25.00")]
    [page] = mask_pages([page_of(lines)], lines)

    assert [is_black(page, x, 0.12) for x in (0.12, 0.3, 0.5, 0.7, 0.87)] == [
        *(False, True, True, True, False)
    ]


def test_a_line_that_stands_on_its_head_is_painted_from_its_own_beginning():
    corners = ((0.9, 0.14), (0.1, 0.14), (0.1, 0.1), (0.9, 0.1))
    lines = [line("Tel: 030 1234567", corners=corners)]
    [page] = mask_pages([page_of(lines)], lines)

    assert not is_black(page, 0.87, 0.12)
    assert is_black(page, 0.3, 0.12)


def test_a_lying_line_is_painted_along_the_page():
    corners = ((0.1, 0.9), (0.1, 0.1), (0.14, 0.1), (0.14, 0.9))
    lines = [line("Tel: 030 1234567", top=0.1, bottom=0.9, right=0.14, corners=corners)]
    [page] = mask_pages([page_of(lines)], lines)

    assert not is_black(page, 0.12, 0.88)
    assert is_black(page, 0.12, 0.3)


def test_the_text_of_a_pdf_is_masked_as_its_picture_is():
    text = [line("Tel: 030 1234567"), line("Total 12.50", top=0.5, bottom=0.54)]
    [page] = mask_pages([page_of(text, text=text)], text)

    assert [one.text for one in page.text] == ["Tel: ███████████", "Total 12.50"]
    assert page.masked == ("phone",)
    assert is_black(page, 0.6, 0.12)


def test_text_that_the_reader_did_not_believe_is_masked_too():
    text = [line("Tel: 030 1234567")]
    [page] = mask_pages([page_of(text, text=text)], [line("T0ta1", top=0.5, bottom=0.54)])

    assert page.text[0].text == "Tel: ███████████"
    assert page.masked == ("phone",)


def test_a_page_without_anything_private_goes_as_it_came():
    lines = [line("Total 12.50")]
    page = page_of(lines)

    assert mask_pages([page], lines) == [page]


def test_a_page_on_which_nothing_was_read_is_painted_out_whole():
    [_, page] = mask_pages([page_of([]), page_of([])], [line("Total 12.50")])

    assert picture_of(page).getextrema()[1] < 20
