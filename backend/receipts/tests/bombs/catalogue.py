"""All kinds of bombs, by name."""

from receipts.tests.bombs import (
    animations,
    archives,
    heifs,
    jpegs,
    pdf_drawing,
    pdf_pictures,
    pdf_structure,
    pngs,
    polyglots,
    tiffs,
)
from receipts.tests.bombs.bomb import Bomb, Kind

KINDS: tuple[Kind, ...] = (
    *pdf_drawing.KINDS,
    *pdf_structure.KINDS,
    *pdf_pictures.KINDS,
    *jpegs.KINDS,
    *pngs.KINDS,
    *animations.KINDS,
    *tiffs.KINDS,
    *heifs.KINDS,
    *archives.KINDS,
    *polyglots.KINDS,
)
BOMBS: tuple[Bomb, ...] = tuple(bomb for kind in KINDS for bomb in kind.bombs())


def bomb_named(name: str) -> Bomb:
    return next(bomb for bomb in BOMBS if bomb.name == name)
