"""Nodes of an e-invoice's tree: the first child of a name, and its text. Pure."""

from collections.abc import Iterator
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
