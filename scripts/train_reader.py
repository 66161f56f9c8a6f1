"""Train the offline reader's choices: vendor, date and total.

  PYTHONPATH=backend:scripts python scripts/train_reader.py [SROIE_FOLDER] [--cache FOLDER]
      [--folds FOLDER]

Needs requirements-training.txt. SROIE_FOLDER holds labels.jsonl, img/ and box/ as docs/accuracy.md
describes; all else is made by the project from seeds. The same data and versions give the same
weights. Without SROIE_FOLDER the trees stay as they are, and the rules alone are calibrated anew.
Prints how often the choice is right on vendors that the trees have not seen; --folds keeps the
weights of those trees as well, for scripts/read_held_out.py.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from receipts.services.offline.gradient_boosting import WEIGHTS
from training.cases import Case, scanned_cases, synthetic_cases, typed_cases
from training.fields import FIELDS
from training.learning import HeldOutChoice, Learned, learn
from training.rule_calibration import fit_rules

SEED = 7
SYNTHETIC = 3000
COUNTED = 1000


def main() -> None:
    arguments = _arguments()
    if arguments.sroie is None:
        _calibrate_rules(json.loads(WEIGHTS.read_text(encoding="utf-8")))
        return
    learned = _learn_all(
        [
            *scanned_cases(arguments.sroie, arguments.cache),
            *typed_cases(arguments.sroie),
            *synthetic_cases(range(SYNTHETIC)),
        ]
    )
    weights = _document({name: field.whole for name, field in learned.items()})
    _write(weights, WEIGHTS)
    _calibrate_rules(weights)
    if arguments.folds is not None:
        _write_folds(arguments.folds, learned, calibration=weights["calibration"])


def _calibrate_rules(weights: dict[str, Any]) -> None:
    """With the trees of `weights`, which are in place; the calibration is added to them."""
    weights["calibration"] = fit_rules(range(SYNTHETIC, SYNTHETIC + COUNTED))
    _write(weights, WEIGHTS)


def _write_folds(folder: Path, learned: dict[str, Learned], *, calibration: Any) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for fold in range(5):
        parts = {name: field.folds[fold] for name, field in learned.items()}
        _write(_document(parts) | {"calibration": calibration}, folder / f"{fold}.json")


def _learn_all(cases: Sequence[Case]) -> dict[str, Learned]:
    """By field, with a report of the choices among what was held out."""
    learned = {}
    right: list[set[str]] = []
    labelled: list[set[str]] = []
    for field in FIELDS:
        described = [field.describe(case) for case in cases if field.is_labelled(case)]
        learned[field.name] = found = learn(field, described, seed=SEED)
        scans = [choice for choice in found.held_out if choice.case.case.is_scan]
        right.append(_exact(scans))
        labelled.append({choice.case.case.name for choice in scans})
        _say(f"{field.name}: {len(right[-1])} of {len(scans)} scans, folds by vendor")
        _say(f"  {len(_exact(found.foreign))} by trees that have seen synthetic receipts only")
    both = (len(set.intersection(*sets)) for sets in (right, labelled))
    _say("all three: {} of {} scans, folds by vendor".format(*both))
    return learned


def _exact(choices: Sequence[HeldOutChoice]) -> set[str]:
    return {choice.case.case.name for choice in choices if choice.is_exact}


def _document(parts: dict[str, Any]) -> dict[str, Any]:
    return {"made_by": "scripts/train_reader.py", "seed": SEED, "made": SYNTHETIC, "fields": parts}


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _write(weights: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(weights, separators=(",", ":")), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sroie", type=Path, nargs="?")
    parser.add_argument("--cache", type=Path, default=Path(".ocr_cache"))
    parser.add_argument("--folds", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
