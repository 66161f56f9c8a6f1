"""Codes of failures: each has its row in the operations guide, and a sentence that is true."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from accounts.services.mail import NOT_TAKEN, REFUSED
from common.lease.run import (
    DATABASE_UNAVAILABLE,
    INTERNAL_ERROR,
    INTERRUPTED,
    OUTAGE_TOO_LONG,
)
from receipts.processing import run
from receipts.processing.circuits import WAITING_TEXT
from receipts.processing.stopping import STOPPED
from receipts.services.files.kinds import REASONS
from receipts.services.openai.errors import KINDS
from subscriptions import errors as billing_errors

RAISED = re.compile(r"ExtractionError\([^)]*?code=\"(?P<code>[a-z_]+)\"", re.DOTALL)
OF_WEBHOOKS = re.compile(
    r"(?:SendingError\(|failure_code=|_OFF = |code=)\s*\"(?P<code>[a-z_]+)\"", re.DOTALL
)
OF_SERVICES = {"storage_unavailable", "decoders_busy"}
OF_BILLING = {
    billing_errors.BillingUnavailableError.code,
    billing_errors.BillingNotConfiguredError.code,
    billing_errors.BillingRefusedError.code,
    billing_errors.UnknownPriceError.code,
}


def raised_codes(app: str = "receipts", raised: re.Pattern = RAISED) -> set[str]:
    """Named where the error is raised."""
    root = Path(settings.BASE_DIR) / app
    sources = (path.read_text() for path in root.rglob("*.py") if "tests" not in path.parts)
    return {match["code"] for source in sources for match in raised.finditer(source)}


def rows() -> dict[str, str]:
    guide = (Path(settings.BASE_DIR).parent / "docs" / "operations.md").read_text()
    part = guide.partition("## Why work fails")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| `")]
    return {code: line for line in lines for code in re.findall(r"`([a-z_]+)`", line.split("|")[1])}


CODES = sorted(
    {DATABASE_UNAVAILABLE, INTERNAL_ERROR, INTERRUPTED, OUTAGE_TOO_LONG, STOPPED}
    | {NOT_TAKEN, REFUSED}
    | OF_SERVICES
    | OF_BILLING
    | set(KINDS)
    | REASONS
    | raised_codes()
    | raised_codes("webhooks", OF_WEBHOOKS)
)


@pytest.mark.parametrize("code", CODES)
def test_each_has_its_row(code):
    assert code in rows()


def test_no_row_is_of_a_code_that_is_gone():
    assert set(rows()) <= set(CODES)


@pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if kind.outage])
def test_an_outage_waits(code):
    about_receipt = KINDS[code].about_receipt
    then = f"waits, or `{about_receipt}`" if about_receipt else "waits"
    assert f"| {then} |" in rows()[code]


@pytest.mark.parametrize("code", KINDS)
def test_no_sentence_of_its_own_promises_another_try(code):
    """The run adds that where it is so."""
    assert "again by itself" not in KINDS[code].sentence


WHAT_TO_DO = re.compile(r"\b(upload|enter|by hand|have .* read again)\b", re.IGNORECASE)


def raised_sentences() -> dict[str, str]:
    """Of receipts that fail for good where the error is raised, by code; not those that are told
    by another error."""
    found: dict[str, str] = {}
    root = Path(settings.BASE_DIR) / "receipts"
    for path in (path for path in root.rglob("*.py") if "tests" not in path.parts):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ExtractionError":
                values = {word.arg: word.value for word in node.keywords}
                match node.args[0], values["code"], values["retryable"]:
                    case ast.Constant(str(sentence)), ast.Constant(str(code)), ast.Constant(False):
                        found[code] = sentence
    return found


SENTENCES = raised_sentences() | {
    code: kind.sentence for code, kind in KINDS.items() if not kind.outage
}


def test_the_sentences_are_found():
    assert set(SENTENCES) >= {"unreadable", "offline_failed", "original_missing", "not_accepted"}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_final_failure_says_what_to_do(code):
    assert WHAT_TO_DO.search(SENTENCES[code])


@pytest.mark.parametrize("text", ["interrupted_text", "outage_text", "given_up_text"])
def test_so_does_what_ends_a_receipt_that_was_tried_again(text):
    assert WHAT_TO_DO.search(getattr(run._work(lambda _: True), text))


@pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if kind.outage])
def test_the_sentence_of_an_outage_stays_whole_with_what_is_said_behind_it(code):
    assert len(f"{KINDS[code].sentence} {WAITING_TEXT}") <= 300
