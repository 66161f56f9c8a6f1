"""Codes of failures: each has its row in the operations guide, and a sentence that is true."""

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
from receipts.processing.stopping import STOPPED
from receipts.services.files.kinds import REASONS
from receipts.services.openai.errors import KINDS
from subscriptions import errors as billing_errors

RAISED = re.compile(r"ExtractionError\([^)]*?code=\"(?P<code>[a-z_]+)\"", re.DOTALL)
OF_SERVICES = {"storage_unavailable", "decoders_busy"}
OF_BILLING = {
    billing_errors.BillingUnavailableError.code,
    billing_errors.BillingNotConfiguredError.code,
    billing_errors.BillingRefusedError.code,
    billing_errors.UnknownPriceError.code,
}


def raised_codes() -> set[str]:
    """Named where the error is raised."""
    root = Path(settings.BASE_DIR) / "receipts"
    sources = (path.read_text() for path in root.rglob("*.py") if "tests" not in path.parts)
    return {match["code"] for source in sources for match in RAISED.finditer(source)}


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


LASTING = [code for code, kind in KINDS.items() if not kind.outage and not kind.retryable]


@pytest.mark.parametrize("code", LASTING)
def test_a_final_failure_says_what_to_do(code):
    assert re.search(r"\b(Upload|upload|Enter|enter)\b", KINDS[code].sentence)
