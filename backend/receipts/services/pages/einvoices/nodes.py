"""Nodes of an e-invoice's tree: the first child of a name, and its text. Pure."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from receipts.services.einvoices.texts import MAX_CHARACTERS
from receipts.services.texts import clean_text

_NOWHERE = Element("nothing")


def child(node: Element, *names: str) -> Element:
    """The first of any of these names; where there is none, one without anything in it."""
    for name in names:
        found = node.find(name)
        if found is not None:
            return found
    return _NOWHERE


def children(node: Element, *names: str) -> Iterator[Element]:
    for name in names:
        yield from node.iterfind(name)


def text_of(node: Element, path: str = ".") -> str:
    """Of the first at that path, in one line; empty where there is none."""
    found = node.find(path)
    text = "" if found is None else found.text or ""
    return clean_text(text, max_characters=MAX_CHARACTERS).text


def first_text(node: Element, *paths: str) -> str:
    """The first of them that is not empty."""
    return next(filter(None, (text_of(node, path) for path in paths)), "")


def only_text(nodes: Iterable[Element]) -> str:
    """What all of them say. Where they differ each of it, which is no number, day or code."""
    return " / ".join(filter(None, dict.fromkeys(map(text_of, nodes))))


def amount_of(nodes: Iterable[Element], *, currency: str) -> str:
    """In the invoice's currency; one of another is told with its code, and so is no number."""
    return " / ".join(filter(None, dict.fromkeys(_amount(node, currency) for node in nodes)))


def _amount(node: Element, currency: str) -> str:
    own, text = node.get("currencyID", ""), text_of(node)
    is_foreign = own and currency and own.upper() != currency.upper()
    return f"{text} {own}" if text and is_foreign else text
