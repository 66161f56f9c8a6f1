"""Train the offline reader's choices: vendor, date and total.

  PYTHONPATH=backend:scripts python scripts/train_reader.py SROIE_FOLDER [--cache FOLDER]

Needs requirements-training.txt. SROIE_FOLDER holds labels.jsonl, img/ and box/ as docs/accuracy.md
describes; all else is made by the project from seeds. The same data and versions give the same
weights. Prints how often the choice is right on vendors that the trees have not seen.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from reader_training.cases import made_cases, scanned_cases, typed_cases
from reader_training.fields import FIELDS
from reader_training.learning import choose_foreign, choose_unseen, learn
from reader_training.shares import count_shares

SEED = 7
MADE = 3000
COUNTED = 1000
WEIGHTS = Path(__file__).parents[1] / "backend/receipts/services/reading/weights.json"


def main() -> None:
    arguments = _arguments()
    cases = [
        *scanned_cases(arguments.sroie, arguments.cache),
        *typed_cases(arguments.sroie),
        *made_cases(range(MADE)),
    ]
    weights: dict[str, Any] = {
        "made_by": "scripts/train_reader.py",
        "seed": SEED,
        "made": MADE,
        "fields": {},
    }
    right: list[set[str]] = []
    labelled: list[set[str]] = []
    for field in FIELDS:
        described = [field.describe(case) for case in cases if field.is_labelled(case)]
        choices = choose_unseen(described, seed=SEED)
        scans = [choice for choice in choices if choice.case.case.is_scan]
        right.append({choice.case.case.name for choice in scans if choice.is_exact})
        labelled.append({choice.case.case.name for choice in scans})
        _say(f"{field.name}: {len(right[-1])} of {len(scans)} scans, folds by vendor")
        foreign = choose_foreign(described, seed=SEED)
        abroad = sum(choice.is_exact for choice in foreign)
        _say(f"  {abroad} by trees that have seen made receipts only")
        weights["fields"][field.name] = learn(field, described, choices + foreign, seed=SEED)
    both = (len(set.intersection(*sets)) for sets in (right, labelled))
    _say("all three: {} of {} scans, folds by vendor".format(*both))
    _write(weights)
    weights["shares"] = count_shares(range(MADE, MADE + COUNTED))  # needs the trees in place
    _write(weights)
    _say(f"{weights['shares']}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _write(weights: dict[str, Any]) -> None:
    WEIGHTS.write_text(json.dumps(weights, separators=(",", ":")), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sroie", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(".ocr_cache"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
