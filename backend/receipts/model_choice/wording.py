"""Words of a comparison, for the command and the admin."""

from collections.abc import Iterator

from receipts.model_choice.judging import FEWEST_RECEIPTS, in_words
from receipts.models import ComparedReceipt, ModelComparison

_Verdict = ModelComparison.Verdict
_HEAD = ("field", "receipts", "right", "wrong", "lost", "better", "worse", "p")


def table_rows(comparison: ModelComparison) -> Iterator[tuple[str, ...]]:
    """The head, then a row for each field; "90 to 51" is before and now."""
    yield _HEAD
    for row in comparison.figures:
        right, wrong = (f"{before} to {now}" for before, now in (row["right"], row["wrong"]))
        counts = (row["compared"], right, wrong, row["lost"], row["better"], row["worse"])
        yield (row["field"], *map(str, counts), f"{row['p']:.4f}")


def table_of(comparison: ModelComparison) -> Iterator[str]:
    """Lines of a table with the same widths."""
    rows = list(table_rows(comparison))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join(cells).rstrip()
    yield from expense_lines(comparison)
    yield from left_out_lines(comparison)


def expense_lines(comparison: ModelComparison) -> Iterator[str]:
    count = max(comparison.totals.get("receipts", 0), 1)
    names = (comparison.configured, comparison.candidate)
    for place, name in enumerate(names):
        seconds = comparison.totals["seconds"][place] / count
        cost = comparison.totals["cost_usd"][place]
        told = "cost not known" if cost is None else f"{float(cost):.4f} US dollars"
        tokens = comparison.totals["tokens"][place]
        yield f"{name}: {seconds:.1f} s a receipt, {tokens} tokens, {told}"


def left_out_lines(comparison: ModelComparison) -> Iterator[str]:
    for reason in ComparedReceipt.LeftOut:
        count = comparison.receipts.filter(left_out=reason).count()
        if count:
            yield f"Left out: {count}, {reason.label}."


def verdict_sentence(comparison: ModelComparison) -> str:
    candidate, configured = comparison.candidate, comparison.configured
    count = comparison.totals["receipts"]
    if comparison.verdict == _Verdict.UNDECIDED:
        return f"No verdict: {count} receipts are too few, {FEWEST_RECEIPTS} are needed."
    between = f"on {count} receipts {candidate} against {configured}"
    if comparison.verdict == _Verdict.EQUAL:
        return f"Equal: {between}, no field is better or worse for sure."
    return f"{comparison.verdict.capitalize()}: {between}: {in_words(comparison.figures)}."
