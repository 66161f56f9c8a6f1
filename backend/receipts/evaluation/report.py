"""Tables that `evaluate_extraction` prints, as text for a terminal and as Markdown. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from receipts.evaluation.approvals import Approvals, Share, measure_approvals
from receipts.evaluation.comparison import Change, compare
from receipts.evaluation.labels import FIELDS, Label
from receipts.evaluation.readings import Reading
from receipts.evaluation.reliability import (
    PRECISIONS,
    SIMILAR_VENDOR,
    UNSEEN_PRECISION,
    Approval,
    Reliability,
    measure_reliability,
)
from receipts.evaluation.scores import Cost, FieldScore, ItemScore, add_up, measure_cost
from receipts.evaluation.verdicts import Judgement, judge_readings

_NAMES = {"main": "all three"}
_GRADED = (FIELDS[0], SIMILAR_VENDOR, *FIELDS[1:], "main")
_MAX_IDS = 12  # of receipts that changed; `--json` keeps them all


@dataclass(frozen=True, kw_only=True)
class Table:
    """The first column is text, the others are figures. `notes` stand below."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Run:
    """What is reported on. `name` is the set's; `threshold` is `AUTO_APPROVE_CONFIDENCE`.

    Labels without a reading are left out.
    """

    name: str
    labels: Sequence[Label]
    readings: Mapping[str, Reading]
    threshold: float
    before: Mapping[str, Reading] | None = None


def report(run: Run) -> Iterator[Table]:
    judgements = judge_readings(run.readings, labels=run.labels)
    yield _accuracy_table(run, judgements)
    approvals = measure_approvals(run.readings, judgements, needed=run.threshold)
    if approvals is not None:
        yield _decision_table(approvals, needed=run.threshold)
        yield _reasons_table(approvals)
    found = (measure_reliability(judgements, name, threshold=run.threshold) for name in _GRADED)
    reliabilities = [reliability for reliability in found if reliability]
    if reliabilities:
        yield _approval_table(reliabilities)
        yield _precision_table(reliabilities)
        yield _reliability_table(reliabilities)
    if run.before is not None:
        changes = compare(judge_readings(run.before, labels=run.labels), judgements)
        yield _comparison_table(changes, run)


def as_text(table: Table) -> str:
    lines = [table.header, *table.rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(table.header))]
    body = [
        "  ".join(_pad(cell, width, is_first=not place) for place, (cell, width) in cells).rstrip()
        for cells in (enumerate(zip(line, widths, strict=True)) for line in lines)
    ]
    return "\n".join([table.title, *body, *table.notes])


def as_markdown(table: Table) -> str:
    """As GitHub renders it (GFM 4.10)."""
    rule = ["---"] + ["---:"] * (len(table.header) - 1)
    body = [_markdown_row(cells) for cells in (table.header, rule, *table.rows)]
    notes = [note for line in table.notes for note in ("", line)]
    return "\n".join([f"### {table.title}", "", *body, *notes])


def _accuracy_table(run: Run, judgements: Sequence[Judgement]) -> Table:
    scores = add_up(judgements)
    fields = {**scores.fields, "all three": scores.main}
    rows = [_accuracy_row(name, score) for name, score in fields.items() if score.labelled]
    notes = [
        *_item_notes(scores.items),
        *_cost_notes(measure_cost(run.readings.values())),
        *_text_notes(run),
        *_failure_notes(run),
    ]
    return Table(
        title=f"{run.name}: {len(judgements)} receipts, {_reader_names(run.readings)}",
        header=(
            *("field", "labelled", "right %", "95 % interval", "exact %", "core %", "similar %"),
            *("precision", "recall", "F1", "empty", "wrong", "spurious"),
        ),
        rows=rows,
        notes=notes,
    )


def _accuracy_row(name: str, score: FieldScore) -> tuple[str, ...]:
    low, high = score.interval
    has_names = name in ("vendor", "all three")
    return (
        name,
        str(score.labelled),
        _percent(score.right, score.labelled),
        f"{100 * low:.1f} - {100 * high:.1f}",
        _percent(score.exact, score.labelled),
        _percent(score.same_core, score.labelled) if has_names else "",
        _percent(score.similar, score.labelled) if has_names else "",
        *(f"{100 * value:.1f}" for value in (score.precision, score.recall, score.f1)),
        *(str(count) for count in (score.empty, score.wrong, score.spurious)),
    )


def _item_notes(items: ItemScore | None) -> Iterator[str]:
    if items:
        counts = items.counts
        yield (
            f"Items: {counts.labelled} labelled on {items.receipts} receipts, {counts.read} read; "
            f"F1 of name and amount {100 * counts.paired_f1:.1f}, "
            f"of the amount {100 * counts.amount_f1:.1f}; "
            f"every item right on {_percent(items.all_right, items.receipts)} % of the receipts."
        )


def _cost_notes(cost: Cost | None) -> Iterator[str]:
    if cost:
        peak = "" if cost.peak_mb is None else f" Peak memory {cost.peak_mb:.0f} MB."
        yield (
            f"Seconds for a receipt: mean {cost.mean:.2f}, p50 {cost.p50:.2f}, p95 {cost.p95:.2f}, "
            f"longest {cost.longest:.2f}.{peak}"
        )


def _text_notes(run: Run) -> Iterator[str]:
    """Of which documents the text layer is believed, and on how many of their pages."""
    readings = run.readings.values()
    told = [reading for reading in readings if reading.text_pages]
    if told:
        believed = sum(reading.text_pages for reading in told)
        pages = sum(reading.pages for reading in readings)
        yield f"{believed} of {pages} pages, of {len(told)} documents, say their text themselves:"
        yield from (f"  {one.id}: {one.text_pages} of {one.pages}" for one in told)


def _failure_notes(run: Run) -> Iterator[str]:
    failed = [reading for reading in run.readings.values() if reading.error]
    if failed:
        yield f"{len(failed)} could not be read; all their fields count as empty:"
        yield from (f"  {reading.id}: {reading.error}" for reading in failed)


def _decision_table(approvals: Approvals, *, needed: float) -> Table:
    shares = {
        "every receipt": approvals.all,
        "labelled main values right": approvals.right,
        "and vendor, date and total labelled": approvals.complete,
    }
    return Table(
        title=f"Approved without a person: no check failed, and all right with {needed:g} at least",
        header=("receipts", "number", "approved", "%"),
        rows=[(name, *_share_cells(share)) for name, share in shares.items()],
        notes=list(_wrong_notes(approvals.wrong)),
    )


def _share_cells(share: Share) -> tuple[str, ...]:
    return str(share.receipts), str(share.approved), _percent(share.approved, share.receipts)


def _wrong_notes(wrong: Mapping[str, Sequence[str]]) -> Iterator[str]:
    if not wrong:
        yield "Approved and wrong: none."
        return
    named = (f"{receipt} ({', '.join(fields)})" for receipt, fields in wrong.items())
    yield f"Approved and not as labelled: {'; '.join(named)}."


def _reasons_table(approvals: Approvals) -> Table:
    return Table(
        title="Why a person is asked: where a labelled main value is wrong or missing, and in vain",
        header=("reason", "rightly", "in vain", "alone rightly", "alone in vain"),
        rows=[
            (
                count.reason,
                *map(str, (count.rightly, count.wrongly)),
                *map(str, (count.rightly_alone, count.wrongly_alone)),
            )
            for count in approvals.reasons
        ],
    )


def _approval_table(reliabilities: Sequence[Reliability]) -> Table:
    rows = [
        (
            _NAMES.get(found.field, found.field),
            str(found.current.total),
            *_approval_cells(found.unseen),
            *_approval_cells(found.current),
            f"{found.error:.3f}",
        )
        for found in reliabilities
    ]
    header = ("confidence from", "share %", "right %")
    return Table(
        title=f"By field: as many as {100 * UNSEEN_PRECISION:g} % precision allows, "
        "and from the threshold of approval",
        header=("field", "labelled", *header, "in use from", *header[1:], "calibration error"),
        rows=rows,
        notes=["The thresholds are found on these very receipts, which flatters a small set."],
    )


def _precision_table(reliabilities: Sequence[Reliability]) -> Table:
    return Table(
        title="Share of the receipts (%) that can be approved unseen, by how many may be wrong",
        header=("field", "labelled", *(f"{100 * p:g} % right" for p in PRECISIONS)),
        rows=[
            (
                _NAMES.get(found.field, found.field),
                str(found.current.total),
                *(_approval_cells(found.unseen_at[precision])[1] for precision in PRECISIONS),
            )
            for found in reliabilities
        ],
    )


def _approval_cells(approval: Approval | None) -> tuple[str, str, str]:
    if approval is None:
        return ("none", "0.0", "-")
    return (
        f"{approval.threshold:.4f}",
        _percent(approval.approved, approval.total),
        _percent(approval.right, approval.approved),
    )


def _reliability_table(reliabilities: Sequence[Reliability]) -> Table:
    return Table(
        title="How often a confidence is right",
        header=("field", "confidence", "values", "mean confidence %", "right %"),
        rows=[
            (
                _NAMES.get(found.field, found.field),
                f"{one.low:g} - {one.high:g}",
                str(one.count),
                f"{100 * one.mean_confidence:.1f}",
                _percent(one.right, one.count),
            )
            for found in reliabilities
            for one in found.bins
        ],
    )


def _comparison_table(changes: Sequence[Change], run: Run) -> Table:
    before = run.before or {}
    rows = [
        (
            change.name,
            str(change.compared),
            _percent(change.right_before, change.compared),
            _percent(change.right_now, change.compared),
            str(len(change.better)),
            str(len(change.worse)),
            f"{change.p_value:.4f}",
        )
        for change in changes
    ]
    return Table(
        title=f"Before: {_reader_names(before)}; now: {_reader_names(run.readings)}",
        header=("field", "compared", "before %", "now %", "better", "worse", "p"),
        rows=rows,
        notes=[*_changed_ids(changes), "p: exact McNemar test, two-sided."],
    )


def _changed_ids(changes: Sequence[Change]) -> Iterator[str]:
    for change in changes:
        for word, ids in (("better", change.better), ("worse", change.worse)):
            if ids:
                more = f" and {len(ids) - _MAX_IDS} more" if len(ids) > _MAX_IDS else ""
                yield f"{change.name} {word}: {', '.join(ids[:_MAX_IDS])}{more}"


def _reader_names(readings: Mapping[str, Reading]) -> str:
    names = dict.fromkeys(r.reader for r in readings.values() if r.reader)
    return ", ".join(names) or "reader not told"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def _pad(cell: str, width: int, *, is_first: bool) -> str:
    return cell.ljust(width) if is_first else cell.rjust(width)


def _markdown_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
