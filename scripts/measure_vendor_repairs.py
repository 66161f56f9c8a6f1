"""Measure vendor repairs: what the names of earlier entries mend in vendors that were misread.

  PYTHONPATH=backend:scripts python scripts/measure_vendor_repairs.py FOLDER [--cache FOLDER]

FOLDER holds img/ and labels.jsonl as docs/accuracy.md describes. Every scan is read by the offline
reader, with the labelled vendors of the others as the known ones: of all others, then of those in
other folds by vendor, where there is hardly anything to mend and a change does harm. At last each
labelled name is held against all others. Names count as right by letters and digits.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from receipts.services.offline.candidate_selection import choose_vendor
from receipts.services.validation.vendor_slips import mend_vendor
from training.cases import Case, scanned_cases, typed_cases
from training.fields import letters


def main() -> None:
    arguments = _arguments()
    scans = [case for case in scanned_cases(arguments.folder, arguments.cache) if case.vendors]
    everything = [*scans, *(case for case in typed_cases(arguments.folder) if case.vendors)]
    for words, others in (("all others", _others), ("other folds", _other_folds)):
        _say(f"known are {words}:")
        _measure(scans, [others(case, everything) for case in scans])
    names = sorted({case.vendors[0] for case in everything})
    for name in names:
        other = mend_vendor(name, known=[known for known in names if known != name])
        if other:
            _say(f"of {len(names)} names, {name!r} is taken for {other!r}")


def _measure(scans: Sequence[Case], known: Sequence[Sequence[str]]) -> None:
    before = after = harmed = 0
    for case, names in zip(scans, known, strict=True):
        chosen = choose_vendor(case.sheet)
        read = chosen.candidate.name if chosen else ""
        mended = mend_vendor(read, known=names)
        right = {letters(vendor) for vendor in case.vendors}
        was_right, is_right = letters(read) in right, letters(mended or read) in right
        before, after = before + was_right, after + is_right
        harmed += was_right and not is_right
        if mended:
            _say(f"  {read!r} becomes {mended!r}: {'right' if is_right else 'wrong'}")
    _say(f"  right of {len(scans)}: {before} before, {after} after; made wrong: {harmed}")


def _others(case: Case, cases: Sequence[Case]) -> list[str]:
    return _most_frequent_first(other.vendors[0] for other in cases if other.name != case.name)


def _other_folds(case: Case, cases: Sequence[Case]) -> list[str]:
    return _most_frequent_first(other.vendors[0] for other in cases if other.fold != case.fold)


def _most_frequent_first(names: Iterator[str]) -> list[str]:
    return [name for name, _ in Counter(names).most_common()]


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(".ocr_cache"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
