"""Picture faults on drawn receipts that are blurred, dimmed and cut by steps, and on real pictures.

  PYTHONPATH=backend:scripts python scripts/measure_picture_faults.py FOLDER ...

Of drawn ones it says how many words the offline reader still reads and how many pictures are called
faulty; of the folders of pictures how many are.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from receipts.services.files.kinds import UnsupportedFileError
from receipts.services.offline.layout import SeenLine
from receipts.services.offline_ocr_service import Engine
from receipts.services.pages.enhancement import enhance
from synthetic_receipts.synthetic_receipt import make_receipt

SEEDS = range(10)
MARGIN, PAPER, INK = 70, 236, 40
GRAIN = 4  # levels, as a camera in a room adds

type Degrade = Callable[[Image.Image], Image.Image]


def draw(lines: Sequence[SeenLine]) -> Image.Image:
    """Each line where it was seen."""
    right, bottom = (max(line.corners[2][axis] for line in lines) for axis in (0, 1))
    picture = Image.new("L", (int(right) + 2 * MARGIN, int(bottom) + 2 * MARGIN), PAPER)
    pen = ImageDraw.Draw(picture)
    for line in lines:
        (left, top), (end, _), _, (_, foot) = line.corners
        size = (foot - top) * 0.75
        font = ImageFont.load_default(size=size)
        size *= min(1, (end - left) / max(pen.textlength(line.text, font=font), 1))
        font = ImageFont.load_default(size=max(8, size))
        pen.text((left + MARGIN, top), line.text, font=font, fill=INK)
    return picture


def with_grain(picture: Image.Image) -> Image.Image:
    pixels = np.asarray(picture) + np.random.default_rng(1).normal(0, GRAIN, picture.size[::-1])
    return Image.fromarray(pixels.clip(0, 255).astype("uint8"))


def steps() -> Iterator[tuple[str, Degrade]]:
    for radius in (0, 1, 1.5, 2, 2.5, 3, 4):
        yield f"blurred by {radius} pixels", partial(blur, radius)
    for share in (0.5, 0.3, 0.2, 0.15, 0.1):
        yield f"dimmed to {share:.0%}", partial(dim, share)
    for share in (0.05, 0.1, 0.2, 0.3):
        yield f"cut by {share:.0%} on the left", partial(cut, share)
        yield f"cut by {share:.0%} at the foot", partial(cut_foot, share)


def blur(radius: float, picture: Image.Image) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(radius))


def dim(share: float, picture: Image.Image) -> Image.Image:
    return picture.point([round(level * share) for level in range(256)])


def cut(share: float, picture: Image.Image) -> Image.Image:
    return picture.crop((int(share * picture.width), 0, picture.width, picture.height))


def cut_foot(share: float, picture: Image.Image) -> Image.Image:
    return picture.crop((0, 0, picture.width, int((1 - share) * picture.height)))


def as_png(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def words_of(lines: Sequence[SeenLine]) -> set[str]:
    return {word for line in lines for word in line.text.split() if len(word) > 2}


def measure_drawn() -> None:
    engine = Engine(threads=1)
    receipts = [make_receipt(seed).lines for seed in SEEDS]
    for name, degrade in steps():
        faults: Counter[str] = Counter()
        read = []
        for lines in receipts:
            picture = with_grain(degrade(draw(lines)))
            [page] = enhance(as_png(picture))
            faults.update(page.faults)
            wanted = words_of(lines)
            read.append(len(wanted & words_of(engine.read_page(page, number=0))) / len(wanted))
        _say(f"{name}: {np.mean(read):.0%} of the words, {dict(faults)} of {len(receipts)}")


def measure_folder(folder: Path) -> None:
    counted: Counter[str] = Counter()
    for path in sorted(folder.iterdir()):
        try:
            pages = enhance(path.read_bytes())
        except UnsupportedFileError:
            continue
        counted.update(["pictures", *pages[0].faults])
    _say(f"{folder}: {dict(counted)}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    measure_drawn()
    for name in sys.argv[1:]:
        measure_folder(Path(name))
