"""Read the training scans by held-out trees: those that have not seen the scan's vendor.

  PYTHONPATH=backend:scripts DJANGO_SETTINGS_MODULE=backend.settings \\
      python scripts/read_held_out.py SROIE_FOLDER FOLDS READINGS

FOLDS is what scripts/train_reader.py wrote with --folds. READINGS is then measured by
`manage.py evaluate_extraction SROIE_FOLDER --from READINGS`.
"""

import sys
from pathlib import Path
from typing import Any

import django

SLIP = "usage: read_held_out.py SROIE_FOLDER FOLDS READINGS"


def main() -> None:
    if len(sys.argv) != 4:
        raise SystemExit(SLIP)
    django.setup()
    sroie, folds, readings = map(Path, sys.argv[1:])
    with readings.open("w", encoding="utf-8") as file:
        for fold, weights in enumerate(sorted(folds.glob("*.json"))):
            for line in _read_fold(sroie, fold, weights):
                file.write(f"{line}\n")


def _read_fold(sroie: Path, fold: int, weights: Path) -> Any:
    """The readings of one fold's scans, as lines of JSON, by the steps of the pipeline."""
    # These need the settings, so they come after django.setup().
    from django.utils import timezone  # noqa: PLC0415

    from receipts.decoders import decoders  # noqa: PLC0415
    from receipts.evaluation.measuring import (  # noqa: PLC0415
        load_pictured_labels,
        read_labelled,
    )
    from receipts.evaluation.readings import to_line  # noqa: PLC0415
    from receipts.processing.readers import reader  # noqa: PLC0415
    from receipts.services.offline import gradient_boosting  # noqa: PLC0415
    from training.cases import folds_of  # noqa: PLC0415

    gradient_boosting.WEIGHTS = weights
    gradient_boosting.load_boosted_trees.cache_clear()
    gradient_boosting.load_calibrations.cache_clear()
    known = folds_of(sroie)
    labels = [label for label in load_pictured_labels(sroie, limit=None) if known[label.id] == fold]
    for reading in read_labelled(
        labels, extractor=reader("offline"), decoders=decoders(), today=timezone.localdate()
    ):
        yield to_line(reading)


if __name__ == "__main__":
    main()
