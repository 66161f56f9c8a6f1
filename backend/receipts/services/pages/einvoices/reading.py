"""E-invoices out of bytes: which syntax one is written in, by its root alone. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from receipts.services.einvoices.texts import InvoiceTexts
from receipts.services.files.kinds import UnsupportedFileError
from receipts.services.pages.einvoices.cii import ROOTS as CII_ROOTS
from receipts.services.pages.einvoices.cii import read_cii
from receipts.services.pages.einvoices.ubl import ROOTS as UBL_ROOTS
from receipts.services.pages.einvoices.ubl import read_ubl
from receipts.services.pages.einvoices.xml_tree import XmlTree, parse_xml

# Where the elements of each syntax are from. The candidate of ZUGFeRD 1 puts most of its own in no
# namespace.
_FAMILIES = {
    "cii": ("urn:un:unece:uncefact:", "urn:ferd:"),
    "ubl": ("urn:oasis:names:specification:ubl:",),
}
_CANDIDATE = "Invoice"
_MOST_STRANGERS, _LONGEST_NAME = 10, 100


def read_invoice(content: bytes) -> InvoiceTexts:
    """Raises UnsupportedFileError and nothing else, with `not_an_einvoice` for XML of another
    kind."""
    tree = parse_xml(content)
    root = (tree.namespace, tree.root.tag)
    if root in CII_ROOTS:
        return _with_strangers(read_cii(tree.root), tree)
    if root in UBL_ROOTS:
        return _with_strangers(read_ubl(tree.root), tree)
    raise UnsupportedFileError(
        "This XML is no e-invoice that is known: neither UN/CEFACT's (Factur-X, ZUGFeRD,"
        " XRechnung) nor UBL's (Peppol, XRechnung).",
        code="not_an_einvoice",
    )


def _with_strangers(texts: InvoiceTexts, tree: XmlTree) -> InvoiceTexts:
    return replace(texts, strangers=tuple(_strangers(tree, texts.syntax))[:_MOST_STRANGERS])


def _strangers(tree: XmlTree, syntax: str) -> Iterator[str]:
    is_candidate = syntax == "cii" and tree.root.tag == _CANDIDATE
    for namespace, name in tree.others.items():
        is_own = namespace.startswith(_FAMILIES[syntax]) or (is_candidate and not namespace)
        if not is_own:
            yield name[:_LONGEST_NAME]
