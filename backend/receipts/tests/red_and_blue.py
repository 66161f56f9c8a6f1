"""A picture of which every part is known: a red head, a quarter of its height, on a blue body."""

from typing import cast

from PIL import Image, ImageDraw

RED = (220, 30, 30)
BLUE = (30, 30, 220)


def draw(size=(400, 1000), mode="RGB"):
    image = Image.new("RGB", size, BLUE)
    ImageDraw.Draw(image).rectangle((0, 0, size[0], size[1] // 4), fill=RED)
    return image.convert(mode)


def colour_at(image: Image.Image, place: tuple[int, int]) -> str:
    """`red`, `blue`, `white` or the values themselves: JPEG keeps colours only nearly."""
    red, green, blue = cast(tuple[int, int, int], image.convert("RGB").getpixel(place))
    if min(red, green, blue) > 230:
        return "white"
    if red > 150 > max(green, blue):
        return "red"
    return "blue" if blue > 150 > max(red, green) else f"{red} {green} {blue}"
