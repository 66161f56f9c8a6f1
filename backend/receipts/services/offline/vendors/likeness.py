"""How alike two spellings are. Pure."""


def likeness(one: str, other: str) -> float:
    """1 less the share of the longer one's letters to change (Levenshtein's distance)."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        diagonal, row[0] = row[0], i
        for j, right in enumerate(other, start=1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (left != right))
    return 1 - row[-1] / max(len(one), len(other), 1)
