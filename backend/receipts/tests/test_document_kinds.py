"""Kinds of documents and the way that money went, as the offline reader and the checks see them."""

from datetime import date
from decimal import Decimal

import pytest

from receipts.services.data_validator import validate_reading
from receipts.services.extraction import ReadingContext, ReadLineItem, ReadTaxLine
from receipts.services.offline.reader import read_sheet
from receipts.services.validation.signs import as_kind
from receipts.tests.offline_sheets import sheet_of
from receipts.tests.readings import check_named, codes, field, validated

TODAY = date(2026, 11, 22)
CONTEXT = ReadingContext(today=TODAY, date_order="dmy", country="GB", home_currency="GBP")

BODY = """
    Date: 12/11/2026
    Repair of a roof | 1,450.00
    Scaffolding | 600.00
    Subtotal | 2,050.00
    VAT 20% | 410.00
    Total | £2,460.00
"""
SHOP = """
    Linden Shoes
    12/11/2026
    Shoes | 79.90
    TOTAL | £79.90
    VISA DEBIT | £79.90
"""


def read(text, *, tall=()):
    return read_sheet(sheet_of(text, tall=tall), context=CONTEXT, model="test")


def checked(text):
    return validate_reading(read(text), context=CONTEXT)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        *[("QUOTATION", "quotation"), ("Quote no Q-17", "quotation"), ("ANGEBOT", "quotation")],
        *[("DEVIS N° 2026-17", "quotation"), ("Presupuesto", "quotation"), ("見積書", "quotation")],
        *[("PRO FORMA INVOICE", "pro_forma"), ("Proforma-Rechnung 17", "pro_forma")],
        *[("ORDER CONFIRMATION", "order_confirmation")],
        *[("Auftragsbestätigung Nr. 17", "order_confirmation")],
        *[("BON DE COMMANDE", "order_confirmation"), ("Purchase order 17", "order_confirmation")],
        *[("DELIVERY NOTE", "delivery_note"), ("Lieferschein 17", "delivery_note")],
        *[("BON DE LIVRAISON", "delivery_note"), ("ALBARÁN", "delivery_note")],
        *[("PAYMENT REMINDER", "payment_reminder"), ("2. Mahnung", "payment_reminder")],
        *[("Zahlungserinnerung", "payment_reminder"), ("FINAL NOTICE", "payment_reminder")],
        *[("LETTRE DE RELANCE", "payment_reminder"), ("Aanmaning", "payment_reminder")],
        *[("2nd REMINDER", "payment_reminder"), ("Rappel de facture", "payment_reminder")],
        *[("Segundo aviso", "payment_reminder"), ("Påminnelse", "payment_reminder")],
        *[("Prijsofferte", "quotation"), ("OFFRE DE PRIX", "quotation"), ("BÁO GIÁ", "quotation")],
        *[("Sebut Harga", "quotation"), ("Penawaran", "quotation"), ("견적서", "quotation")],
        *[("WZ 17/2026", "delivery_note"), ("发货单", "delivery_note")],
        *[("Gutschein", "gift_card"), ("TARJETA REGALO", "gift_card"), ("Gavekort", "gift_card")],
        *[("Storno-Rechnung", "credit_note"), ("FAKTURA KORYGUJĄCA", "credit_note")],
        *[("BANK STATEMENT", "bank_statement"), ("Kontoauszug 11/2026", "bank_statement")],
        *[("Relevé de compte", "bank_statement"), ("Statement of account", "bank_statement")],
        *[("CREDIT NOTE CN-17", "credit_note"), ("Gutschrift Nr. 17", "credit_note")],
        *[("AVOIR N° 17", "credit_note"), ("Nota di credito 17", "credit_note")],
        *[("Factura rectificativa", "credit_note"), ("KREDITNOTA", "credit_note")],
        *[("REFUND", "credit_note"), ("*** STORNO ***", "credit_note")],
        *[("INVOICE LH-17", "invoice"), ("Rechnung Nr. 17", "invoice"), ("FATTURA", "invoice")],
        *[("RECEIPT", "receipt"), ("Quittung", "receipt"), ("Paragon fiskalny", "receipt")],
    ],
)
def test_a_heading_says_what_kind_of_document_it_is(heading, kind):
    found = read(f"Hartley Roofing Ltd\n{heading}\n{BODY}").document_kind

    assert (found.value, found.printed) == (kind, heading)
    assert found.box is not None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Delivery note: 4711", "invoice"),
        ("Order confirmation: 17", "invoice"),
        ("Quote no: Q-17", "invoice"),
        ("This is not a quotation.", "invoice"),
    ],
)
def test_an_invoice_that_names_another_paper_stays_an_invoice(line, kind):
    assert read(f"Hartley Roofing Ltd\nINVOICE 17\n{line}\n{BODY}").document_kind.value == kind


def test_a_reminder_that_names_its_invoice_is_a_reminder():
    found = read(f"Hartley Roofing Ltd\nInvoice 4711\n1. Reminder\nREMINDER\n{BODY}").document_kind

    assert found.value == "payment_reminder"


@pytest.mark.parametrize(
    "line",
    [
        *["ZWISCHENRECHNUNG", "This is not a receipt", "BILL NOT PAID", "Nie jest paragonem"],
        *["Ne constitue pas une facture", "Cuenta no válida como factura", "EJ KVITTO"],
        *["Geen geldig betaalbewijs", "IKKE KVITTERING", "Mali değeri yoktur", "PRECONTO"],
    ],
)
def test_a_bill_before_payment_is_no_purchase_where_it_says_so(line):
    assert read(f"{SHOP}\n{line}").document_kind.value == "unpaid_bill"
    assert read(SHOP.replace("VISA DEBIT", "Guests 2")).document_kind.value == "receipt"


def test_a_card_slip_without_goods_is_no_receipt():
    slip = """
        Seaview Diner
        1 Pier Road
        CUSTOMER COPY
        VISA CONTACTLESS
        **** **** **** 4242
        AUTH CODE 112233
        TOTAL | £18.40
        12/11/2026 20:11
    """

    assert read(slip).document_kind.value == "card_slip"
    goods = slip.replace("CUSTOMER COPY", "Fish | 12.40\nTea | 6.00\nCUSTOMER COPY")
    assert read(goods).document_kind.value == "receipt"


def test_a_declined_payment_is_a_card_slip():
    slip = "Seaview Diner\nVISA CONTACTLESS\n**** 4242\nSALE DECLINED\nAMOUNT | £18.40"

    assert read(slip).document_kind.value == "card_slip"


@pytest.mark.parametrize("offer", ["ANGEBOT", "OFERTA", "TILBUD", "Tarjous", "Offerte"])
def test_a_shops_offer_among_its_goods_is_no_quotation(offer):
    among = SHOP.replace("TOTAL", f"{offer}\nTOTAL")

    assert read(among).document_kind.value == "receipt"


@pytest.mark.parametrize("heading", ["QUOTATION", "1. Mahnung", "DELIVERY NOTE"])
def test_what_is_no_purchase_waits_for_a_person_however_sure_its_values_are(heading):
    receipt = checked(f"Hartley Roofing Ltd\n{heading}\n{BODY}")

    assert receipt.total.value == Decimal("2460.00")
    assert "not_a_purchase" in {check.code for check in receipt.blocking_checks}


@pytest.mark.parametrize(
    "rule",
    [
        *["Devoluciones: 30 días con ticket", "Erstattung nur mit Bon", "Storno nicht möglich"],
        *["Keep this receipt to get a refund", "Refund amount is based on the price paid"],
        *["No refunds", "Returns within 28 days", "Remboursement sous 14 jours avec ticket"],
        *["Rimborso entro 30 giorni", "Retour binnen 14 dagen", "Zwrot w ciągu 14 dni"],
        *["Storno Tee", "RETURN TICKET LONDON"],
    ],
)
def test_a_word_of_refunds_in_a_rule_or_an_item_makes_no_refund(rule):
    below, item = checked(f"{SHOP}\n{rule}"), checked(SHOP.replace("Shoes |", f"{rule} |"))

    for receipt in (below, item):
        assert receipt.document_kind.value == "receipt"
        assert (receipt.transaction_type.value, receipt.total.value) == (
            "expense",
            Decimal("79.90"),
        )


@pytest.mark.parametrize("minus", ["-", ""])
def test_a_credit_note_takes_back_printed_with_a_minus_or_without(minus):
    receipt = checked(
        f"""
        Larkspur Hosting Ltd
        CREDIT NOTE CN-7
        Date: 12/11/2026
        Domain renewal | {minus}12.00
        Subtotal | {minus}12.00
        VAT 20% | {minus}2.40
        Total | {minus}£14.40
        """
    )

    assert receipt.transaction_type.value == "expense"
    amounts = (receipt.total, receipt.subtotal, receipt.tax)
    assert [amount.value for amount in amounts] == [
        Decimal("-14.40"), Decimal("-12.00"), Decimal("-2.40"),
    ]  # fmt: skip
    assert [item.amount for item in receipt.items] == [Decimal("-12.00")]
    assert receipt.blocking_checks == ()


def test_a_minus_that_nothing_explains_is_dirt():
    receipt = checked(SHOP.replace("TOTAL | £79.90", "TOTAL | -£79.90"))

    assert receipt.total.value == Decimal("79.90")
    assert receipt.document_kind.value == "receipt"


def test_a_minus_beside_a_word_of_refunds_is_meant():
    text = SHOP.replace("| £79.90", "| -£79.90")

    receipt = checked(text.replace("Shoes |", "Returned shoes |"))

    assert receipt.total.value == Decimal("-79.90")
    assert receipt.document_kind.value == "credit_note"


@pytest.mark.parametrize("kind", ["credit_note", None])
def test_income_with_a_minus_that_a_reader_sends_is_an_expense(kind):
    texts = {} if kind is None else {"document_kind": kind}
    receipt = validated(total="-14.40", transaction_type="income", **texts)

    assert (receipt.transaction_type.value, receipt.total.value) == ("expense", Decimal("-14.40"))
    assert check_named(receipt, "refund_is_expense").severity == "note"


def test_amounts_without_their_minus_are_turned_and_the_turn_is_told():
    receipt = validated(
        document_kind="credit_note",
        total=field("14.40", printed="£14.40"),
        subtotal="12.00",
        tax="2.40",
        tax_lines=(ReadTaxLine(rate="20", net="12.00", tax="2.40"),),
        items=(
            ReadLineItem(description="Domain renewal", amount="13.00"),
            ReadLineItem(description="Handling", amount="-1.00"),
        ),
    )

    assert receipt.total.value == Decimal("-14.40")
    assert [(line.net, line.tax) for line in receipt.tax_lines] == [
        (Decimal("-12.00"), Decimal("-2.40"))
    ]
    assert [item.amount for item in receipt.items] == [Decimal("-13.00"), Decimal("1.00")]
    assert check_named(receipt, "refund_without_minus").values == {"total": "14.40"}
    assert "value_differs_from_print" not in codes(receipt)


def test_of_another_kind_only_a_total_that_was_turned_turns_back():
    turned = validated(document_kind="credit_note", total="14.40", tax="2.40")
    printed = validated(document_kind="credit_note", total="-14.40", tax="2.40")

    assert as_kind(turned, "receipt").total.value == Decimal("14.40")
    assert as_kind(printed, "receipt").total.value == Decimal("-14.40")


def test_an_amount_with_the_other_sign_is_an_error():
    receipt = validated(document_kind="credit_note", total="-14.40", tax="2.40")

    assert check_named(receipt, "signs_differ").values == {"total": "-14.40", "tax": "2.40"}
    assert check_named(receipt, "signs_differ").severity == "error"


@pytest.mark.parametrize("printed", ["-12.24", "12.24-", "-£12.24", "(12.24)", "12.24"])
def test_a_discount_is_how_much_was_taken_off_however_it_is_printed(printed):
    text = SHOP.replace("TOTAL", f"Subtotal | 92.14\nDiscount | {printed}\nTOTAL")

    receipt = checked(text)

    assert receipt.discount.value == Decimal("12.24")
    assert receipt.blocking_checks == ()
    assert validated(engine="openai", discount=field(printed)).discount.value == Decimal("12.24")


@pytest.mark.parametrize(
    ("tax", "printed", "differs"),
    [("4.50", "4.00 + 0.50", False), ("4.50", "4.00 + 0.60", True), ("4.50", "4.50", False)],
)
def test_a_sum_of_taxes_is_compared_with_the_sum_of_what_is_printed(tax, printed, differs):
    receipt = validated(total="42.50", tax=field(tax, printed=printed))

    assert ("value_differs_from_print" in codes(receipt)) is differs


def test_a_discount_may_be_printed_with_its_minus():
    receipt = validated(total="42.50", discount=field("12.24", printed="-12.24"))

    assert "value_differs_from_print" not in codes(receipt)


def test_two_receipts_in_one_picture_wait_for_a_person():
    other = "Harbour Cafe\nFish | 12.40\nTOTAL | £12.40\nCASH | £12.40\n12/11/2026"

    assert check_named(checked(SHOP + other), "several_receipts").severity == "error"


@pytest.mark.parametrize(
    "below",
    ["", "Tip | 10.00\nTOTAL | £89.90\nVISA | £89.90", "TOTAL | £79.90\nCASH | £79.90"],
)
def test_a_receipt_that_is_paid_with_a_tip_or_says_so_twice_is_one(below):
    assert "several_receipts" not in codes(checked(SHOP + below))


def test_amounts_below_nothing_go_before_the_word_receipt():
    text = "Linden Shoes\n12/11/2026\nWithout receipt\nShoes | 79.90-\nTax | 6.60-\nTOTAL | £86.50-"

    receipt = checked(text)

    assert (receipt.document_kind.value, receipt.total.value) == ("credit_note", Decimal("-86.50"))
