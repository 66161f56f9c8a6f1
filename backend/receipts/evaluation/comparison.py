"""Comparison of two runs over the same receipts: better, worse, or only chance? Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from receipts.evaluation.verdicts import Judgement


@dataclass(frozen=True, kw_only=True)
class Change:
    """Of one measure. `better` and `worse` are ids; `p_value` is McNemar's exact one."""

    name: str
    compared: int
    right_before: int
    right_now: int
    better: tuple[str, ...]
    worse: tuple[str, ...]

    @property
    def p_value(self) -> float:
        return mcnemar_exact(len(self.better), len(self.worse))


def compare(before: Sequence[Judgement], now: Sequence[Judgement]) -> list[Change]:
    """Every measure that both runs have on the same receipts; others are left out."""
    earlier = {judgement.id: judgement for judgement in before}
    pairs = [(earlier[j.id], j) for j in now if j.id in earlier]
    changes = [_change(name, pairs, is_right) for name, is_right in _MEASURES.items()]
    return [change for change in changes if change.compared]


def mcnemar_exact(better: int, worse: int) -> float:
    """How often chance alone makes so uneven a split, were better and worse equally likely.

    Two-sided binomial test on the receipts that changed (McNemar 1947, exact form).
    """
    changed = better + worse
    ways, splits = 0, 1  # binomial coefficients, each from the one before
    for count in range(min(better, worse) + 1):
        ways += splits
        splits = splits * (changed - count) // (count + 1)
    return min(1.0, 2 * ways / (1 << changed))


def _change(
    name: str,
    pairs: Sequence[tuple[Judgement, Judgement]],
    is_right: Callable[[Judgement], bool | None],
) -> Change:
    found = [(old.id, is_right(old), is_right(new)) for old, new in pairs]
    rows = [(key, old, new) for key, old, new in found if old is not None and new is not None]
    return Change(
        name=name,
        compared=len(rows),
        right_before=sum(old for _, old, _ in rows),
        right_now=sum(new for _, _, new in rows),
        better=tuple(key for key, old, new in rows if new and not old),
        worse=tuple(key for key, old, new in rows if old and not new),
    )


def _field_is_right(name: str) -> Callable[[Judgement], bool | None]:
    def is_right(judgement: Judgement) -> bool | None:
        verdict = judgement.verdicts.get(name)
        return None if verdict is None else verdict.right

    return is_right


def _vendor_is_similar(judgement: Judgement) -> bool | None:
    verdict = judgement.verdicts.get("vendor")
    return None if verdict is None else verdict.similar


def _main_is_right(judgement: Judgement) -> bool | None:
    return None if judgement.main is None else judgement.main.right


def _items_are_right(judgement: Judgement) -> bool | None:
    return None if judgement.items is None else judgement.items.all_right


_MEASURES: Mapping[str, Callable[[Judgement], bool | None]] = {
    "vendor": _field_is_right("vendor"),
    "vendor by similarity": _vendor_is_similar,
    "date": _field_is_right("date"),
    "total": _field_is_right("total"),
    "all three": _main_is_right,
    "tax": _field_is_right("tax"),
    "subtotal": _field_is_right("subtotal"),
    "items": _items_are_right,
}
