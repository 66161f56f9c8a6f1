"""Labels of amounts: what the words beside them mean, in the languages of receipts."""

import re
from collections.abc import Mapping
from functools import lru_cache

from receipts.services.offline.text import fold, squeeze_word


def _split(words: str) -> tuple[str, ...]:
    return tuple(" ".join(word.split()) for word in words.split(",") if word.strip())


# Each list is matched without spaces and accents anywhere in a label, save for the short words,
# which must stand alone.
_LABELS: Mapping[str, str] = {
    "total": """
        TOTAL, TOTL, GRAND TOTAL, TOTAL DUE, TOTAL AMOUNT, TOTAL SALES, AMOUNT DUE, BALANCE DUE,
        AMT DUE, NETT TOTAL, TOTAL PAYABLE, AMOUNT PAYABLE, TO PAY, PLEASE PAY, NET PAYABLE,
        SUMME, GESAMT, GESAMTBETRAG, GESAMTSUMME, ENDBETRAG, ENDSUMME, ZU ZAHLEN, ZAHLBETRAG,
        RECHNUNGSBETRAG, BETRAG, TOTAL TTC, A PAYER, NET A PAYER, MONTANT, TOTALE, IMPORTO,
        TOTALE COMPLESSIVO, TOTAL A PAGAR, IMPORTE, TOTAAL, TE BETALEN, JUMLAH, TOTALT,
        ATT BETALA, SUMMA, RAZEM, SUMA, DO ZAPLATY, TOPLAM, CELKEM, YHTEENSA, I ALT, OSSZESEN,
        BAL, SUM, SOMME, PAY AMOUNT, INVOICE AMOUNT,
        A BETALE, AT BETALE, TIL BETALING, MAKSETTAVA, FIZETENDO, K UHRADE,
        DE PLATA, UKUPNO, SKUPAJ, ZA PLACILO, A PAGARE, DA PAGARE, A PAGAR, TONG CONG, THANH TOAN,
        合計, 合计, 總計, 总计, 総合計, お会計, 現計, お買上げ計, 應付, 应付, 實付, 实付,
        합계, 총액, 결제금액
        """,
    "subtotal": """
        SUBTOTAL, SUB TOTAL, SUB TTL, SUBTTL, SUB-TOT, ZWISCHENSUMME, SOUS TOTAL, SUBTOTALE,
        SUBTOTAAL, TOTAL HT, NETTO, NET AMOUNT, NET TOTAL, TOTAL EXCL, TOTAL EXCLUDING,
        TOTAL BEFORE, AMOUNT EXCL, TAXABLE AMOUNT, TAXABLE, MERCHANDISE, FOOD TOTAL, ITEMS TOTAL,
        BASE IMPONIBLE, IMPONIBILE, DELSUMMA, OHNE UST, OHNE MWST, HORS TAXE, MEZISOUCET,
        SIN IVA, SENZA IVA, SANS TVA, SEM IVA, S IVA, UTEN MVA, UDEN MOMS, UTAN MOMS, EXKL MOMS,
        ZONDER BTW, BEZ VAT, BEZ DPH, KDV HARIC, TOTAL ILIQUIDO, NETTOBETRAG, NETTOBELOPP,
        小計, 小计, 소계, 공급가액
        """,
    "tax": """
        TAX, TAXES, SALES TAX, STATE TAX, GST, SST, VAT, HST, PST, QST, TPS, TVQ, MWST, UST,
        MEHRWERTSTEUER, UMSATZSTEUER, STEUER, TVA, IVA, BTW, MOMS, MVA, PTU, DPH, KDV, AFA, ALV,
        TOPKDV, TOPLAM KDV, PPN, PB1, CGST, SGST, IGST, SERVICE TAX, 消費税, 税額, 内税, 外税, 税,
        부가세, 부가가치세, THUE GTGT, TXTL, TX
        """,
    "tender": """
        CASH, CHANGE, CHANGE DUE, TENDER, TENDERED, AMOUNT TENDERED, PAID, PAYMENT, PAID AMOUNT,
        AMT PAID, VISA, MASTERCARD, MASTER CARD, AMEX, AMERICAN EXPRESS, DISCOVER, DEBIT, CREDIT,
        CARD, EFTPOS, EFT, MAESTRO, GIROCARD, KARTENZAHLUNG, KARTE, BAR, BARGELD, GEGEBEN,
        RUCKGELD, WECHSELGELD, EC CASH, ESPECES, RENDU, MONNAIE, CARTE, CARTE BANCAIRE, CB,
        CONTANTI, RESTO, BANCOMAT, EFECTIVO, CAMBIO, TARJETA, ENTREGADO, CONTANT, WISSELGELD, PIN,
        TUNAI, BAKI, KEMBALI, KEMBALIAN, BAYAR, GOTOWKA, RESZTA, KONTANT, VAXEL, RECEIVED, PAYPAL,
        CHECK TENDER, GIFT CARD, VOUCHER, ALIPAY, WECHAT, GRABPAY, TOUCH N GO, お預り, お釣り,
        現金, 找零, 现金, 預り, 釣, 현금, 카드, 거스름돈, TIEN MAT,
        TIEN THUA, TIEN THOI, ZURUCK, BEZAHLT, NAKIT, PARA USTU, KREDI KARTI, BANKA KARTI,
        KARTA, PLATEBNI KARTOU, HOTOVE, HOTOVOST, VRACENO, KESZPENZ, VISSZAJARO, BANKKARTYA,
        KORT, BANKKORT, DANKORT, SWISH, VIPPS, TILBAKE, TILLBAKA, BETALT, BETALD, BANK,
        KORTTI, KATEINEN, TAKAISIN, VUELTO, PAGADO, TROCO, DINHEIRO, MULTIBANCO, CARTAO DE,
        PAGAMENTO ELETTRONICO, PAGATO, CARTA DI, BETAALD, BETAALPAS, INTERAC, NETS,
        AMOUNT REPAID, AMOUNT RETURNED, AMT RETURNED, CASH RETURNED
        """,
    "discount": """
        DISCOUNT, DISC, LESS, COUPON, SAVING, SAVINGS, YOU SAVED, TOTAL SAVED, PROMO, REBATE,
        RABATT, NACHLASS, GUTSCHEIN, REMISE, REDUCTION, SCONTO, DESCUENTO, KORTING, DISKON,
        POTONGAN, MEMBER SAVE,
        割引, 値引, 优惠, 折扣
        """,
    "withheld": """
        WITHHOLDING TAX, TAX WITHHELD, WITHHELD, IRPF, RITENUTA, RETENCION, RETENCAO, TDS,
        RETENUE A LA SOURCE, QUELLENSTEUER, VERRECHNUNGSSTEUER, EINBEHALTEN, BRONBELASTING,
        KALLSKATT, TAX DEDUCTED AT SOURCE, 源泉徴収, 源泉所得税
        """,
    "tip": """
        TIP, TIPS, GRATUITY, TRINKGELD, POURBOIRE, PROPINA, SUGGESTED, TIP AMOUNT
        """,
    "service": """
        SERVICE CHARGE, SVC CHG, SERV CHG, SVC CHARGE, SERVICE CHG, BEDIENUNG, SERVICE, SVC,
        SERVICIO, SERVIZIO, SERVICO, TASA DE SERVICIO, TAXA DE SERVICO, SERVIS UCRETI,
        SERVICEKOSTEN, BEDIENINGSGELD
        """,
    "rounding": """
        ROUNDING, ROUND, ROUNDED, ROUND ADJ, ROUNDING ADJ, ROUNDING ADJUSTMENT, RND, ARRONDI,
        RUNDUNG, PEMBULATAN, ROUND OFF,
        AVRUNDING, AVRUNDNING, AFRUNDING, AFRONDING, PYORISTYS, REDONDEO, ARROTONDAMENTO,
        ZAOKRAGLENIE, ZAOKROUHLENI, ZAOKRUHLENIE, ZAOKRUZENJE, KEREKITES, YUVARLAMA, UMARDUS, 端数
        """,
    "count": """
        QTY, TOTAL QTY, ITEM COUNT, ITEMS SOLD, NO OF ITEMS, TOTAL ITEMS, NUMBER OF ITEMS, ITEMS,
        ITEM, TOTAL QUANTITY, POSTEN, ANZAHL, ARTIKEL, ARTICLES, NB ARTICLES, ARTICOLI, ARTICULOS,
        POSITIONEN, STUCK, STK, PCS, 点数
        """,
    "points": """
        POINT, POINTS, PUNKTE, PAYBACK, BONUS, LOYALTY, REWARD, MEMBER, BALANCE, EARNED, PT
        """,
}

# Words that are parts of many others: they must stand alone.
_ALONE = frozenset(
    _split(
        """
        A PAGAR, A PAGARE, A PAYER, AFA, ALV, AMEX, BAKI, BAL, BALANCE, BANK, BAR, BAYAR, BETAALD,
        BETALD, BETALT, BONUS, BTW, CARD, CARTE, CASH, CB, CREDIT, DA PAGARE,
        DISC, DPH, EFT, GST, HOTOVE, HST, I ALT, INTERAC, IRPF, ITEM, ITEMS, IVA, KARTA, KARTE,
        KDV, KORT, KORTTI, LESS, MEMBER, MOMS, MONTANT, MVA, NAKIT, NETS, NETTO, PAGADO, PAGATO,
        PAID, PCS, PIN, POINT, POINTS, PPN, PROMO, PST, PT, PTU, QST, QTY, RESTO, RND, ROUND, S
        IVA, SERVICE, SERVICIO, SERVICO, SERVIZIO, SOMME, SST, STK, SUM, SUMA, SVC, SWISH, TAKAISIN,
        TAX, TAXES, TDS, TILBAKE, TIP, TIPS, TO PAY, TOTL, TPS, TROCO, TVA, TVQ, TX, TXTL, UST, VAT,
        VIPPS, VUELTO, ZURUCK
        """
    )
)
_ONE_WORD = re.compile(r"[^\W\d_]+")
_TAX_WORD = (
    r"(?:TAX(?:ES)?|GST|VAT|HST|SST|MWST|UST|TVA|IVA|BTW|MOMS|MVA|PTU|DPH|KDV|AFA|ALV|STEUER)"
)
_TOTAL_WORD = (
    r"(?:TOTAA?L[ET]?|SUMM?[AE]|GESAMT|TOPLAM|CELKEM|OSSZESEN|YHTEENSA|RAZEM|I ALT|BETRAG)"
)
# "Total tax" is a tax, "total incl. tax" a total, "total excl. tax" a subtotal.
_TAX_AS_SUM = re.compile(
    rf"\b{_TOTAL_WORD} (?:\w+ )?{_TAX_WORD}\b|\b{_TAX_WORD} ?{_TOTAL_WORD}\b|TOP(?:LAM)? ?KDV"
)
# "Total savings": what was not paid. "Total after discount" is a total.
_SAVED_IN_ALL = re.compile(
    r"TOTAL ?(?:(?!AFTER|LESS|NET)\w+ )?(?:SAV|DISC|COUPON|REBATE|RABATT|REMISE)"
)
# "Total includes GST of", "GST included in total" and "totale di cui IVA" are taxes.
_TAX_INSIDE = re.compile(
    rf"INCL(?:UDES|UDING|\.)? (?:\w+ )?{_TAX_WORD} OF |\b{_TAX_WORD} (?:\w+ )?INCL\w* IN\b"
    r"|\b(?:DI CUI|DONT|DAVON|DARIN|HERAF|HVORAV|VARAV|WAARVAN|W TYM|Z TOHO) "
    rf"(?:\w+ )?{_TAX_WORD}\b"
)
# "Net to pay" is what is to be paid, whatever was kept back of it.
_TO_PAY = re.compile(r"\b(?:A PAGARE|A PAGAR|ZU ZAHLEN|A PAYER|TE BETALEN|DO ZAPLATY|TO PAY)\b")
# "Savings total", "original total", "gift card bal": not what is to be paid.
_IS_NONE = re.compile(
    r"(?:SAVINGS?|DISCOUNTS?|COUPONS?) TOTAL|ORIGINAL TOTAL|(?:CARD|POINTS?|PREV(?:IOUS)?|OLD) BAL "
)
_WITH_TAX = re.compile(
    r"\bIN[CK]L?|\bWITH\b|\bTTC\b|\bAFTER\b|\b(?:MIT|CON|AVEC|COM|MED|DAHIL) |\bC IVA\b|\bS DPH\b"
)
_WITHOUT_TAX = re.compile(
    r"\bEX[CK]?L?\b|\bEXC|\bEXK|\bBEFORE\b|\bW/O\b|\bHT\b|\bNET\b|\bTAXABLE|\bOHNE\b"
    r"|\b(?:SIN|SENZA|SANS|SEM|UTEN|UDEN|UTAN|ZONDER|BEZ) |\bS IVA\b|\bHARIC\b"
)


_ANYWHERE = {
    kind: tuple(squeeze_word(word) for word in _split(words) if word not in _ALONE)
    for kind, words in _LABELS.items()
}
_STANDING_ALONE = {
    kind: tuple(f" {word} " for word in _split(words) if word in _ALONE)
    for kind, words in _LABELS.items()
}


@lru_cache(maxsize=4096)
def kinds_of(label: str) -> frozenset[str]:
    """What a label speaks of: any of total, subtotal, tax, tender, discount, tip, ...

    "Sub total" is a subtotal and no total.
    """
    squeezed = squeeze_word(label)
    spaced = f" {' '.join(_ONE_WORD.findall(fold(label).replace('.', '')))} "
    kinds = {kind for kind, words in _ANYWHERE.items() if any(w in squeezed for w in words)}
    kinds |= {kind for kind, words in _STANDING_ALONE.items() if any(w in spaced for w in words)}
    if "withheld" in kinds:
        kinds -= {"tax", "total"}
    if "SERVICETAX" in squeezed:  # of Malaysia and India: no charge for service
        kinds.discard("service")
    if _IS_NONE.search(spaced):
        kinds.discard("total")
    if "SUPPLIES" in squeezed:  # a part of the total: what is taxed at one rate
        kinds.discard("total")
    if {"total", "discount"} <= kinds and _SAVED_IN_ALL.search(spaced):
        kinds.discard("total")
    if {"total", "tax"} <= kinds:
        kinds -= _not_meant(f"{' '.join(re.findall(r'\w+', fold(label).replace('.', '')))} ")
    if "subtotal" in kinds:
        kinds -= {"subtotal"} if _TO_PAY.search(spaced) else {"total"}
    return frozenset(kinds)


def _not_meant(label: str) -> set[str]:
    """Which of total and tax a label with both words does not mean."""
    if _TAX_INSIDE.search(label):
        return {"total"}
    if _WITH_TAX.search(label) or _WITHOUT_TAX.search(label):
        return {"tax"}
    return {"total"} if _TAX_AS_SUM.search(label) else set()
