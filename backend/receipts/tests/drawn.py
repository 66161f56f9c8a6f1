"""Files of every kind that is accepted, drawn for the tests: a red head on a blue body."""

from io import BytesIO

from PIL import Image, ImageDraw
from pillow_heif import register_heif_opener

RED = (220, 30, 30)
BLUE = (30, 30, 220)


def draw(size=(400, 1000), mode="RGB") -> Image.Image:
    image = Image.new("RGB", size, BLUE)
    ImageDraw.Draw(image).rectangle((0, 0, size[0], size[1] // 4), fill=RED)
    return image.convert(mode)


def encode(image: Image.Image, format_: str, **options: object) -> bytes:
    if format_ == "HEIF":
        register_heif_opener(thumbnails=False)
    buffer = BytesIO()
    image.save(buffer, format_, **options)
    return buffer.getvalue()


def colour_at(image: Image.Image, place: tuple[int, int]) -> str:
    """`red`, `blue`, `white` or the value itself: JPEG keeps colours only nearly."""
    red, green, blue = image.convert("RGB").getpixel(place)
    if min(red, green, blue) > 230:
        return "white"
    if red > 150 > max(green, blue):
        return "red"
    return "blue" if blue > 150 > max(red, green) else f"{red} {green} {blue}"
