"""Search text of an entry: all that it is found by, folded, in one column; terms of a search.

Each text is a line of words with a blank before and after each of them, so that what is looked for
begins a word, ends one, or stands anywhere, as the pattern has blanks; a line break keeps it within
one text. An amount is two words, " 1234 50 ", whatever its notation.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

from common.text import folded_words, word_line
from receipts.ledger.fields import ENTRY_FIELDS
from receipts.models import LineItem, TaxLine, Transaction
from receipts.models.search import Term
from receipts.services.validation.amounts import amount_readings

# A receipt of 200 lines has about 6,000 characters.
MAX_CHARACTERS = 100_000
# Entries whose texts are in memory, and in one statement, at once.
_BATCH = 100
# A shorter one would stand in too many words.
_INSIDE_A_WORD = 4
# Of scripts without blanks between words, or whose letters are syllables: Thai, Lao, Burmese,
# Khmer, Kana, Hangul, Han.
_DENSE_SCRIPT = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
_QUOTES = dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02"), '"')
# In quotation marks; an amount with blanks between its thousands; or without any blank.
_TERMS = re.compile(r"""
    "(?P<phrase>[^"]*)"
    | (?P<amount>(?<!\S)\d{1,3}(?:\s\d{3})+[.,]\d{1,3}(?!\S))
    | (?P<word>[^\s"]+)
""", re.VERBOSE)  # fmt: skip
_AMOUNT_MARK = re.compile(r"\d[.,'\s]")

_TEXTS = [
    field.name for field in ENTRY_FIELDS if field.kind in {"text", "notes"} and not field.is_print
]
_AMOUNTS = [field.name for field in ENTRY_FIELDS if field.kind == "amount"]


def search_text(texts: Iterable[str], amounts: Iterable[Decimal | None] = ()) -> str:
    """The amounts come first: of endless texts the end is left out."""
    lines = [f" {_amount_words(amount)} " for amount in amounts if amount is not None]
    lines += [line for text in texts if (line := word_line(text))]
    return "\n".join(dict.fromkeys(lines))[:MAX_CHARACTERS]


def _amount_words(amount: Decimal) -> str:
    """Without its sign; at least two decimals, so that 12 and 12.00 are the same."""
    whole, _, decimals = f"{abs(amount).normalize():f}".partition(".")
    return f"{whole} {decimals:0<2}"


def search_terms(text: str) -> list[Term]:
    """What is typed, for `with_terms`; what has neither a letter nor a digit is no term."""
    found = (
        match.group(match.lastgroup or 0) for match in _TERMS.finditer(text.translate(_QUOTES))
    )
    return list(dict.fromkeys(term for part in found if (term := _term(part))))


def _term(text: str) -> Term:
    words = folded_words(text)
    if not words:
        return frozenset()
    amounts = amount_readings(text) if _AMOUNT_MARK.search(text) else ()
    if amounts:
        return frozenset(f" {number} " for number in (words, *map(_amount_words, amounts)))
    if len(words) >= _INSIDE_A_WORD or _DENSE_SCRIPT.search(words):
        return frozenset({words})
    return frozenset({f" {words}"})


def refresh_search_texts(entry_ids: Collection[int]) -> None:
    """To be called in the transaction that has written the entries, their lines or the reading of
    their receipts. Those in hand are not changed: nobody reads the column but the database."""
    ids = sorted(entry_ids)
    for start in range(0, len(ids), _BATCH):
        found = _search_texts(ids[start : start + _BATCH])
        rows = [Transaction(pk=pk, search_text=text) for pk, text in found.items()]
        Transaction.objects.bulk_update(rows, ["search_text"])


def _search_texts(entry_ids: Collection[int]) -> dict[int, str]:
    items: defaultdict[int, list[Any]] = defaultdict(list)
    amounts: defaultdict[int, list[Decimal | None]] = defaultdict(list)
    of_items = LineItem.objects.filter(transaction__in=entry_ids)
    for pk, text, *money in of_items.values_list(
        "transaction_id", "description", "unit_price", "amount"
    ):
        items[pk].append(text)
        amounts[pk] += money
    of_tax = TaxLine.objects.filter(transaction__in=entry_ids)
    for pk, *money in of_tax.values_list("transaction_id", "net", "tax"):
        amounts[pk] += money
    return {
        row["pk"]: search_text(
            [
                *(row[name] for name in _TEXTS),
                row["receipt__original_filename"] or "",
                *items[row["pk"]],
                *(row["receipt__reading__lines"] or []),
            ],
            [*(row[name] for name in _AMOUNTS), *amounts[row["pk"]]],
        )
        for row in Transaction.objects.filter(pk__in=entry_ids).values(
            "pk", *_TEXTS, *_AMOUNTS, "receipt__original_filename", "receipt__reading__lines"
        )
    }
