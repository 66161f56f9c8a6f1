"""Enhancing a 12-megapixel JPEG, against the usual fixed recipe: full decode, no scaling, contrast
1.8, brightness 1.15, sharpness 1.3, saved with quality 98."""

from io import BytesIO

from photo import draw_photo
from PIL import Image, ImageEnhance, ImageOps
from report import best_seconds, say

from receipts.services.pages.enhancement import enhance


def fixed_recipe(content: bytes) -> bytes:
    picture = ImageOps.exif_transpose(Image.open(BytesIO(content))).convert("RGB")
    picture = ImageEnhance.Contrast(picture).enhance(1.8)
    picture = ImageEnhance.Brightness(picture).enhance(1.15)
    picture = ImageEnhance.Sharpness(picture).enhance(1.3)
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=98)
    return buffer.getvalue()


def main() -> None:
    photo = draw_photo()
    ours = best_seconds(lambda: enhance(photo))
    theirs = best_seconds(lambda: fixed_recipe(photo))
    [page] = enhance(photo)
    old_bytes = len(fixed_recipe(photo))
    say("enhancement: times as fast as the fixed recipe", theirs / ours, at_least=2,
        detail=f"{ours * 1000:.0f} ms, {theirs * 1000:.0f} ms")  # fmt: skip
    say("enhancement: bytes against the fixed recipe", len(page.jpeg) / old_bytes, at_most=0.5,
        detail=f"{len(page.jpeg) // 1024} KiB, {old_bytes // 1024} KiB")  # fmt: skip


if __name__ == "__main__":
    main()
