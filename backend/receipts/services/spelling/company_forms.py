"""Company forms (Ltd, GmbH, Sdn Bhd and their like): as words of a name, and as printed. Pure."""

import re

# The words that a form has in a name, and how it is printed: patterns in capitals without accents.
# The patterns are features of the offline reader's trained weights: change one, and train again.
_FORMS = (
    ("sdn bhd sdnbhd", r"S[DO]N\.? ?B[HN]D|\bBHD\b"),
    ("sb", r"\bS/B\b|\bSB$"),
    ("enterprise", r"\bENTERPRISES?\b"),
    ("trading", r"\bTRADING\b"),
    ("ltd limited", r"\bLTD\b|\bLIMITED\b"),
    ("llc", r"\bL\.?L\.?C\b"),
    ("inc incorporated", r"\bINC\b"),
    ("corp corporation", r"\bCORP\b"),
    ("co company", r"\bCO\b|\bCOMPANY\b"),
    ("gmbh mbh", r"\bGMBH\b"),
    ("ag", r"\bAG\b"),
    ("kg", r"\bKG\b"),
    ("ohg", r"\bOHG\b"),
    ("ek", r"\bE\.? ?K\b"),
    ("ug", r"\bUG\b"),
    ("sarl", r"\bS\.?A\.?R\.?L\b"),
    ("sa", r"\bS\.A\b"),  # with its dot: "SA" alone is a word
    ("sas", r"\bS\.?A\.?S\b"),
    ("srl", r"\bS\.?R\.?L\b"),
    ("spa", r"\bS\.?P\.?A\b"),
    ("sl", ""),
    ("bv", r"\bB\.?V\b"),
    ("nv", r"\bN\.?V\b"),
    ("pte", r"\bPTE\b"),
    ("pty", r"\bPTY\b"),
    ("plc", r"\bPLC\b"),
    ("plt", r"\bPLT\b"),
    ("llp", r"\bLLP\b"),
    ("oy oyj", r"\bOYJ?\b"),
    ("", r"\bA/S\b"),
    ("", r"\bAPS\b"),
    ("ab", r"\bA\.?B\b"),
    ("", r"\bSP\.? ?Z ?O\.?O\b"),
    ("", r"\bS\.R\.O\b"),
    ("", r"\bKFT\b"),
    ("", r"\bLTDA\b"),
    ("", r"\bS\.? ?DE R\.?L\b"),
    ("", r"\bPT\."),
    ("", r"\bTBK\b"),
    ("", "株式会社|有限公司|有限会社"),
)
# Letters of them that recognisers mix up, and what is meant.
_MISREAD = (
    (re.compile(r"[\s.]*\b[S5][\s.]?[DO0]?[NMH][\s.]*[B8][HN][DO0\u00d2]\b\.?", re.I), " SDN BHD"),
    (re.compile(r"(?<=[A-Z)])[S5]DN[\s.]*BHD\b\.?", re.I), " SDN BHD"),
    (re.compile(r"\b[S5]/[B8]\b"), "S/B"),
    (re.compile(r"\bG[MN][B8]H\b"), "GmbH"),
    (re.compile(r"\bS\. ?\u00e0 ?r\. ?[lI1]\b", re.I), "S.\u00e0 r.l"),
    (re.compile(r"\bSP\.? ?Z\.? ?[O0]\.? ?[O0]\b\.?", re.I), "Sp. z o.o."),
)
# Shorter words have dots or a slash between their letters: "S/B", "B.V.", "e.K.".
_LONGEST_SPACED = 3

FORM_WORDS = frozenset(word for words, _ in _FORMS for word in words.split())
PRINTED_FORM = re.compile("|".join(printed for _, printed in _FORMS if printed))
# Of these only the forms that Malaysian shops print, which say where a receipt is from.
_MALAYSIAN = frozenset({"sdn", "sb", "enterprise", "trading"})
PRINTED_MALAYSIAN_FORM = re.compile(
    "|".join(printed for words, printed in _FORMS if _MALAYSIAN & set(words.split()))
)


def pattern_of_forms(*words: str) -> str:
    """These words in capitals, wherever one begins: "BHD123456" has lost its space."""
    return rf"\b(?:{'|'.join(map(_spelt, words))})"


def _spelt(word: str) -> str:
    letters = word.upper()
    return "[./]?".join(letters) if len(letters) <= _LONGEST_SPACED else letters


def correct_forms(name: str) -> str:
    """The name with misread forms as they are written: "5ON BND" is "SDN BHD"."""
    for pattern, form in _MISREAD:
        name = pattern.sub(form, name)
    return name
