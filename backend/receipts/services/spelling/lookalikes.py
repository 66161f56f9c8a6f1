"""Look-alike characters: what recognisers of printed text read for one another. Pure."""

from collections.abc import Iterable
from itertools import combinations

# Each digit, and the letters that are read for it or it for them, the likeliest first.
_LETTERS_OF_DIGITS = {"0": "OoQD", "1": "Il|", "2": "Z", "3": "E", "5": "S", "6": "G", "8": "B"}
DIGITS_AS_CAPITALS = str.maketrans(
    {digit: letters[0] for digit, letters in _LETTERS_OF_DIGITS.items()}
)
DIGITS_AS_SMALL_LETTERS = str.maketrans(
    {digit: letters[0].lower() for digit, letters in _LETTERS_OF_DIGITS.items()}
)
# In an amount only these digits were misread: a Z, E or G beside one is the class of its tax.
_DIGITS_IN_AMOUNTS = "0158"
_LETTERS_IN_AMOUNTS = {
    letter: digit for digit in _DIGITS_IN_AMOUNTS for letter in _LETTERS_OF_DIGITS[digit]
}
LETTERS_IN_AMOUNTS = "".join(_LETTERS_IN_AMOUNTS)
LETTERS_AS_DIGITS = str.maketrans(_LETTERS_IN_AMOUNTS)

# Letters of one shape: any of a group may be read for any other of it.
_SHAPES = ("IJLTF", "OCQDG", "MNRHW", "UVYW", "BHG", "SZ", "KX", "PR")

Pair = frozenset[str]


def _pairs(pairs: Iterable[Iterable[str]]) -> frozenset[Pair]:
    return frozenset(frozenset(pair) for pair in pairs)


_DIGIT_AND_LETTER = _pairs(
    (digit, letter.upper()) for digit, letters in _LETTERS_OF_DIGITS.items() for letter in letters
)
_ONE_SHAPE = _pairs(pair for shape in _SHAPES for pair in combinations(shape, 2))
# Read for one another so often that a word which is none but for one of them was misread.
_OFTEN = _pairs(["OQ", "OD", "CG", "OC", "IL", "IJ", "TI", "MN", "UV", "EF", "HN", "PF", "KX"])
# Only badly printed letters have these in common.
_BADLY_PRINTED = _pairs(["RN", "AR", "EC", "BR", "AO"])
# Shorter words are too near to other words, longer ones are not.
_SHORT, _LONG = 5, 8


def are_of_one_shape(one: str, other: str) -> bool:
    """Two different letters, in whichever case."""
    return frozenset((one.upper(), other.upper())) in _ONE_SHAPE


def differ_by_one_lookalike(one: str, other: str) -> bool:
    """Words of one length, in capitals, and different in one letter that is easily misread."""
    if len(one) != len(other):
        return False
    different = [frozenset(pair) for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and different[0] in _easily_misread(len(one))


def _easily_misread(length: int) -> frozenset[Pair]:
    """In short words only digits and letters, and M and N."""
    if length <= _SHORT:
        return _DIGIT_AND_LETTER | {frozenset("MN")}
    return _DIGIT_AND_LETTER | _OFTEN | (_BADLY_PRINTED if length >= _LONG else frozenset())
