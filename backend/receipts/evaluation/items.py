"""Line items: which of the labelled ones a reading has. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from receipts.evaluation.comparable import letters_and_digits, similarity

# Names of goods are shortened and misread more than names of shops; the amount has to agree too.
_SIMILAR_NAME = 0.6


@dataclass(frozen=True, kw_only=True)
class Item:
    name: str
    amount: Decimal | None


@dataclass(frozen=True, kw_only=True)
class ItemCounts:
    """`paired`: name and amount agree; `same_amount`: the amount does, whatever the name."""

    labelled: int = 0
    read: int = 0
    paired: int = 0
    same_amount: int = 0

    def __add__(self, other: "ItemCounts") -> "ItemCounts":
        return ItemCounts(
            labelled=self.labelled + other.labelled,
            read=self.read + other.read,
            paired=self.paired + other.paired,
            same_amount=self.same_amount + other.same_amount,
        )

    @property
    def paired_f1(self) -> float:
        return 2 * self.paired / max(1, self.labelled + self.read)

    @property
    def amount_f1(self) -> float:
        return 2 * self.same_amount / max(1, self.labelled + self.read)

    @property
    def all_right(self) -> bool:
        """Every item, and none besides."""
        return self.labelled == self.read == self.paired


def count_items(read: Sequence[Item], *, labelled: Sequence[Item]) -> ItemCounts:
    """Each labelled item takes, in order, the most similar name that has its amount and is free."""
    free = [(letters_and_digits(item.name), item.amount) for item in read]
    paired = 0
    for item in labelled:
        name = letters_and_digits(item.name)
        similarities = [
            similarity(name, other) if amount is not None and amount == item.amount else 0.0
            for other, amount in free
        ]
        if similarities and max(similarities) >= _SIMILAR_NAME:
            del free[similarities.index(max(similarities))]
            paired += 1
    return ItemCounts(
        labelled=len(labelled),
        read=len(read),
        paired=paired,
        same_amount=(_amounts(read) & _amounts(labelled)).total(),
    )


def _amounts(items: Sequence[Item]) -> Counter[Decimal]:
    return Counter(item.amount for item in items if item.amount is not None)
