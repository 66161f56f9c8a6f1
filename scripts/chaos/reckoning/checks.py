"""Checks of the uploads, their receipts and what belongs to them, and the table of what held."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from urllib.parse import urljoin

import httpx2

from chaos.callers import Caller
from chaos.reckoning.books import Books, Row
from chaos.stand_ins.model import LIES, Model
from chaos.stand_ins.pictures import total_of
from chaos.uploads import Upload, Uploads
from common.lease.retries import MAX_INTERRUPTIONS

# Beyond the injected failures, a receipt.
MAX_CALLS = 1.1
_NAMED = 5
_PAGE = 1000
_DOWNLOADS_AT_ONCE = 8
# Of answers; what `OCR_MAX_ATTEMPTS` is where nobody has set it.
MAX_ATTEMPTS = 5


@dataclass(frozen=True)
class Check:
    """`wrong`: what does not hold, in words. `looked_at`: how much there was."""

    name: str
    looked_at: str
    wrong: Sequence[str]

    @property
    def holds(self) -> bool:
        return not self.wrong


def check_answers(uploads: Uploads) -> Check:
    """Refused is nobody for good, and nothing is ever a bug."""
    bugs = [f"{count} x {status} {code}" for (status, code), count in uploads.answers.items()
            if status >= 500 and status != 503]  # fmt: skip
    refused = [
        f"upload {upload.number} was refused: {upload.refusal.status} {upload.refusal.code}"
        for upload in uploads.all
        if upload.refusal is not None
    ]
    return Check(
        "no answer is a bug, nothing is refused for good",
        f"{sum(uploads.answers.values())} answers",
        [*bugs, *refused],
    )


def check_once(uploads: Uploads, books: Books) -> Check:
    """By its bytes, of which no two uploads have the same."""
    rows = Counter(row.sha256 for row in books.rows)
    wrong = [*_not_once(uploads, rows)]
    wrong += [f"upload {n} sent again got another receipt" for n in uploads.answered_otherwise]
    return Check(
        "each accepted receipt is there once, none is doubled",
        f"{len(uploads.accepted())} accepted of {uploads.begun}",
        wrong,
    )


def _not_once(uploads: Uploads, rows: Counter[str]) -> Iterator[str]:
    for upload in uploads.all:
        found = rows[upload.sha256]
        if found > 1:
            yield f"upload {upload.number} is there {found} times"
        elif upload.receipt_id is not None and not found:
            yield f"upload {upload.number}, receipt {upload.receipt_id}, is lost"
        elif upload.refusal is not None and found:
            yield f"upload {upload.number} was refused and is there"


def check_bytes(uploads: Uploads, callers: Sequence[Caller], url: str) -> Check:
    """As its owner gets them, by the link to the original."""
    links: dict[int, str] = {}
    wrong: list[str] = []
    for caller in callers:
        wrong += _add_original_links(caller, links)
    with httpx2.Client(timeout=60) as client, ThreadPoolExecutor(_DOWNLOADS_AT_ONCE) as pool:

        def problem_of(upload: Upload) -> str | None:
            if upload.receipt_id is None or upload.receipt_id not in links:
                return f"receipt {upload.receipt_id} is not listed"
            answer = client.get(urljoin(url, links[upload.receipt_id]))
            if answer.status_code != 200:
                return f"the original of receipt {upload.receipt_id}: {answer.status_code}"
            if sha256(answer.content).hexdigest() != upload.sha256:
                return f"the original of receipt {upload.receipt_id} has other bytes"
            return None

        wrong += filter(None, pool.map(problem_of, uploads.accepted()))
    return Check("its owner downloads the bytes that were sent", f"{len(links)} originals", wrong)


def _add_original_links(caller: Caller, links: dict[int, str]) -> Iterator[str]:
    """By the receipts' ids."""
    page = 1
    while page:
        answer = caller.get("/api/v1/receipts/", page_size=_PAGE, page=page)
        if not answer.is_success:
            yield f"the list of receipts is {answer.status} {answer.code}"
            return
        for receipt in answer.body["results"]:
            links[receipt["id"]] = receipt["image_info"]["original_url"]
        page = page + 1 if answer.body["next"] else 0


def check_states(uploads: Uploads, books: Books, model: Model) -> Check:
    numbers = {upload.sha256: upload.number for upload in uploads.all}
    wrong: list[str] = []
    for row in books.rows:
        if row.sha256 in numbers:  # all but the bombs
            wrong += _false_state(row, numbers[row.sha256], model)
    counts = Counter(row.status for row in books.rows)
    return Check(
        "each is completed with its own total, or failed for a reason of its own",
        ", ".join(f"{count} {status}" for status, count in sorted(counts.items())),
        wrong,
    )


def _false_state(row: Row, number: int, model: Model) -> Iterator[str]:
    if row.status == "completed":
        if row.total is None or Decimal(row.total) != total_of(number):
            yield f"receipt {row.pk} says {row.total} instead of {total_of(number)}"
        if not model.asked[number].right:
            yield f"receipt {row.pk} is completed and the model never answered"
    elif row.status != "failed":
        yield f"receipt {row.pk} is {row.status} ({row.failure_code})"
    elif row.failure_code not in _owed_failures(number, model):
        faults = {str(fault): count for fault, count in model.asked[number].faults.items()}
        yield f"receipt {row.pk} failed with {row.failure_code}; the model: {faults}"


def _owed_failures(number: int, model: Model) -> Iterator[str]:
    """Only answers about the receipt itself, and kills while it was in hand, count against it."""
    asked = model.asked[number]
    if sum(asked.faults[lie] for lie in LIES) >= MAX_ATTEMPTS:
        yield "answer_invalid"
    if asked.excused >= MAX_INTERRUPTIONS:
        yield "interrupted"


def check_entries(books: Books) -> Check:
    completed = [row for row in books.rows if row.status == "completed"]
    wrong = [f"receipt {row.pk} has no entry" for row in completed if row.entry is None]
    wrong += [
        f"receipt {row.pk} is {row.status} and has an entry"
        for row in books.rows
        if row.entry is not None and row.status != "completed"
    ]
    if books.entries > len(completed):
        wrong.append(f"{books.entries} entries of {len(completed)} completed receipts")
    return Check("each completed one has one entry", f"{books.entries} entries", wrong)


def check_quota(books: Books) -> Check:
    # Free: the model was paid for answers that came to nothing.
    owed = {"completed": {"committed"}, "failed": {"given_back", "free"}}
    wrong = [
        f"the quota of receipt {row.pk}, {row.status}, is {row.quota_use}"
        for row in books.rows
        if row.quota_use not in owed.get(row.status, set())
    ]
    committed = books.committed()
    wrong += [
        f"{owner} has used {used} and read {committed[owner]}"
        for owner, used in books.used.items()
        if used != committed[owner]
    ]
    if books.uses_of_no_receipt:
        wrong.append(f"{books.uses_of_no_receipt} documents are counted that are not there")
    return Check("the quota is what was read", f"{sum(books.used.values())} counted", wrong)


def check_calls(model: Model) -> Check:
    asked = list(model.asked.values())
    calls, injected = sum(one.calls for one in asked), sum(one.injected for one in asked)
    receipts = max(1, len(asked))
    ratio = (calls - injected) / receipts
    wrong = [f"{ratio:.3f} calls a receipt"] if ratio > MAX_CALLS else []
    wrong += [f"{count} x {problem}" for problem, count in model.problems.items()]
    return Check(
        f"at most {MAX_CALLS} calls of the model a receipt beyond the injected failures",
        f"{calls} calls, {injected} injected failures, {ratio:.3f} a receipt",
        wrong,
    )


def check_files(books: Books, stored: set[str], cleanup: str) -> Check:
    """After `cleanup_receipts`, which says in JSON what it did."""
    report = json.loads(cleanup)
    known = {row.stored_name for row in books.rows}
    wrong = [f"{name} has no row" for name in stored if original_of(name) not in known]
    wrong += [
        f"receipt {row.pk} has no file" for row in books.rows if row.stored_name not in stored
    ]
    return Check(
        "after cleanup_receipts no file is without a row, no row without its file",
        f"{len(stored)} files, {report['unknown_files']} orphans were cleaned up",
        wrong,
    )


def original_of(name: str) -> str:
    """What a preview or a page was drawn from: `derived/display/NAME.webp`,
    `derived/pages/NAME/0.webp`. An original is itself."""
    folder, _, rest = name.partition("/")
    if folder != "derived":
        return name
    variant, _, drawn = rest.partition("/")
    return drawn.partition("/")[0] if variant == "pages" else drawn.rpartition(".")[0]


def check_log(log: str) -> Check:
    """No text of ours is in it: vendors, names of files, keys."""
    ours = re.findall(r"Shop \d+|Grandma \d+|SECRET RECEIPT TEXT|sk-test-\w+", log)
    return Check(
        "the log holds nothing of a receipt", f"{log.count(chr(10))} lines", sorted(set(ours))
    )


def say(checks: Sequence[Check]) -> Iterator[str]:
    """A line for each, and below it what is wrong."""
    for check in checks:
        yield f"{'held' if check.holds else 'BROKEN':8}{check.name}  ({check.looked_at})"
        for problem in check.wrong[:_NAMED]:
            yield f"            {problem}"
        if len(check.wrong) > _NAMED:
            yield f"            and {len(check.wrong) - _NAMED} more"
