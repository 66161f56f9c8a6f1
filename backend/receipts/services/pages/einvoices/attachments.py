"""E-invoices inside a PDF: the attachment that is one, whatever it is called. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from receipts.services.einvoices.texts import InvoiceTexts
from receipts.services.files.kinds import XML, UnsupportedFileError, detect_kind
from receipts.services.pages.einvoices.reading import read_invoice

# An invoice's papers beside it, at most; Factur-X and ZUGFeRD know one XML.
_MOST = 20


@dataclass(frozen=True)
class Embedded:
    """`problem`: why what seems to be an e-invoice cannot be read, "" where there is none."""

    texts: InvoiceTexts | None = None
    problem: str = ""


def find_embedded(attachments: Iterable[bytes]) -> Embedded:
    """XML of another kind may stand beside an invoice, and is no problem. Of two that are not the
    same invoice nobody knows which the pages show."""
    found, problem = [], ""
    for _, content in zip(range(_MOST), attachments, strict=False):
        if detect_kind(content) is not XML:
            continue
        try:
            found.append(read_invoice(content))
        except UnsupportedFileError as error:
            if error.code != "not_an_einvoice":
                problem = problem or str(error)
    if len(set(map(_told, found))) > 1:
        return Embedded(problem="It has several e-invoices, which differ.")
    return Embedded(found[0]) if found else Embedded(problem=problem)


def _told(texts: InvoiceTexts) -> tuple[str, ...]:
    """What an invoice is known by, and what is paid for it."""
    return texts.number, texts.issued_on, texts.currency, texts.total, texts.type_code
