"""Noise of a camera and a recogniser on a printed receipt: slopes, cuts and misread letters."""

import math
import random
from collections.abc import Sequence
from dataclasses import replace

from receipts.services.extraction import Box, Point
from receipts.services.offline.layout import SeenLine
from synthetic_receipts.paper import Cell, PrintedRow

_MIX_UPS = {
    "0": "OD",
    "O": "0DQ",
    "1": "Il",
    "I": "1l",
    "l": "1I",
    "5": "S",
    "S": "5",
    "8": "B",
    "B": "8",
    "6": "G",
    "G": "6C",
    "2": "Z",
    "Z": "2",
    "M": "N",
    "N": "M",
    "E": "F",
    "C": "G",
    "U": "V",
    "D": "O",
    "R": "A",
    "T": "I",
    "e": "c",
    "c": "e",
    "a": "o",
    "o": "a",
    "n": "r",
    "h": "b",
    "i": "l",
    "t": "f",
    ".": ",",
    ",": ".",
    "-": "_",
    ":": ".",
    "&": "8",
}
_DRAWN = 0.2  # from this share on letters are taken for any other, not for similar ones only
_LINE = 30.0  # height of a usual printed line in pixels


def photograph(rows: Sequence[PrintedRow], rng: random.Random) -> list[SeenLine]:
    """The lines that are seen, each with its corners; quality is drawn once for the receipt."""
    worst = rng.choice((0.0, 0.002, 0.004, 0.008, 0.02))
    slope = rng.gauss(0, 0.025) if rng.random() < 0.5 else 0.0
    bend = rng.gauss(0, 0.00002) if rng.random() < 0.4 else 0.0
    letter = rng.uniform(12, 17)  # width of a letter at height 1
    paper = letter * rng.uniform(30, 46)
    spacing = rng.uniform(1.05, 1.5)
    seen: list[SeenLine] = []
    y = 60.0
    for row in rows:
        y += row.gap * _LINE
        for text, left, right in _merged(_placed(row, paper, letter), letter, rng):
            if rng.random() < 0.012:  # a line that the detector missed
                continue
            tilt = slope + bend * y
            read = _misread(text, max(worst, row.misread), rng)
            line = _seen(read, (left, right), y, row.height, tilt, rng)
            seen.append(replace(line, score=_doubted(line.score, text, read, rng)))
        y += row.height * _LINE * spacing
    return seen


def _placed(row: PrintedRow, paper: float, letter: float) -> list[tuple[str, float, float]]:
    def place(cell: Cell) -> tuple[str, float, float]:
        width = len(cell.text) * letter * (0.6 + 0.4 * row.height)
        if cell.centred:
            left = (paper - width) / 2
        else:
            left = cell.at * paper - (width if cell.ends else 0)
        return cell.text, left, left + width

    return sorted((place(cell) for cell in row.cells), key=lambda piece: piece[1])


def _merged(
    pieces: list[tuple[str, float, float]], letter: float, rng: random.Random
) -> list[tuple[str, float, float]]:
    """Pieces that stand close are one line to the detector; long ones are cut at times."""
    merged: list[tuple[str, float, float]] = []
    for text, left, right in pieces:
        if merged and left - merged[-1][2] < 2 * letter:
            before = merged.pop()
            merged.append((f"{before[0]} {text}", before[1], max(right, before[2])))
        elif " " in text and rng.random() < 0.03:
            cut = rng.choice([i for i, c in enumerate(text) if c == " "])
            middle = left + (right - left) * cut / len(text)
            merged += [(text[:cut], left, middle), (text[cut + 1 :], middle + letter, right)]
        else:
            merged.append((text, left, right))
    return merged


def _misread(text: str, share: float, rng: random.Random) -> str:
    """Letters taken for others, spaces lost, letters lost."""
    out = []
    for char in text:
        chance = rng.random()
        if char == " " and chance < 0.03 + 3 * share:
            continue
        if chance < share * 0.3:
            continue
        if share >= _DRAWN and chance > 1 - share * 0.6:  # what drawn letters are taken for
            out.append(rng.choice("AaBbDdEeGgIiJLlMmNnOopQqRrSTtUuVvYy") + " " * (chance > 0.95))
            continue
        out.append(
            rng.choice(_MIX_UPS[char]) if chance < share * 1.5 and char in _MIX_UPS else char
        )
    return "".join(out) or text


def _doubted(score: float, printed: str, read: str, rng: random.Random) -> float:
    """A recogniser is less sure of a line in which it misread letters, if not always."""
    wrong = sum(a != b for a, b in zip(printed, read, strict=False)) + len(printed) - len(read)
    if wrong == 0 or rng.random() < 0.2:
        return score
    return max(
        0.5, score - rng.uniform(0.01, 0.08) - min(0.3, rng.uniform(0, 1) * wrong / len(read))
    )


def _seen(
    text: str, span: tuple[float, float], y: float, height: float, tilt: float, rng: random.Random
) -> SeenLine:
    left, right = span[0] + rng.gauss(0, 3), span[1] + rng.gauss(0, 3)
    high = height * _LINE * rng.uniform(0.95, 1.15)
    y += rng.gauss(0, 1.2)
    corners: tuple[Point, Point, Point, Point] = (
        (left, y + left * tilt),
        (right, y + right * tilt),
        (right - high * math.sin(tilt), y + right * tilt + high),
        (left - high * math.sin(tilt), y + left * tilt + high),
    )
    score = min(1.0, max(0.5, rng.choice((0.999, 0.99, 0.97, 0.95, 0.9)) - abs(rng.gauss(0, 0.01))))
    return SeenLine(
        text=text, score=score, corners=corners, box=Box(page=0, left=0, top=0, right=0, bottom=0)
    )
