"""A 12-megapixel phone photo of a drawn receipt."""

from collections.abc import Iterator
from io import BytesIO
from random import Random

from PIL import Image

from receipts.demo.sample_receipts import DEMO_RECEIPTS, draw_receipt

TWELVE_MEGAPIXELS = (3024, 4032)


def draw_photo() -> bytes:
    """JPEG of quality 92 with a sensor's noise, as phones save it: about 4 MB."""
    _, receipt, scene = DEMO_RECEIPTS[0]
    picture = draw_receipt(receipt, scene).resize(TWELVE_MEGAPIXELS, Image.Resampling.BICUBIC)
    noise = Image.effect_noise(TWELVE_MEGAPIXELS, 12).convert("RGB")
    buffer = BytesIO()
    Image.blend(picture.convert("RGB"), noise, 0.08).save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def draw_scan() -> bytes:
    """A small scan of a receipt, as apps send it after cropping."""
    _, receipt, scene = DEMO_RECEIPTS[0]
    buffer = BytesIO()
    draw_receipt(receipt, scene).save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


def draw_scans(count: int) -> Iterator[bytes]:
    """Of as many receipts in different light, so that none is taken for a copy of another."""
    _, receipt, scene = DEMO_RECEIPTS[0]
    scan, random = draw_receipt(receipt, scene).convert("RGB"), Random(1)  # noqa: S311
    return (_in_light(scan, random) for _ in range(count))


def _in_light(scan: Image.Image, random: Random) -> bytes:
    patches = Image.frombytes("L", (9, 8), random.randbytes(72)).convert("RGB")
    light = patches.resize(scan.size, Image.Resampling.BILINEAR)
    buffer = BytesIO()
    Image.blend(scan, light, 0.2).save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


def made_unique(jpeg: bytes, number: int) -> bytes:
    """The same picture in other bytes: with a comment (ITU-T T.81, B.2.4.5) after its start."""
    text = f"{number:016d}".encode()
    return jpeg[:2] + b"\xff\xfe" + (len(text) + 2).to_bytes(2) + text + jpeg[2:]
