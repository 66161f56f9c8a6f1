"""Frames of previews: the small pictures of an original that a client may ask for. Pure."""

from dataclasses import dataclass
from typing import Literal

PreviewName = Literal["display", "thumbnail"]


@dataclass(frozen=True, kw_only=True)
class Frame:
    """`is_filled`: the picture covers the frame, and what sticks out at the sides and at the foot
    is cut off, since the head of a receipt says whose it is. Else it lies within the frame."""

    width: int
    height: int
    is_filled: bool

    def scale_for(self, size: tuple[float, float]) -> float:
        scales = self.width / size[0], self.height / size[1]
        return max(scales) if self.is_filled else min(scales)


# Whatever the size of the original, a client can lay out `display` before it has loaded: it is 800
# wide. Only what is more than ten times as high as wide is narrower, so that one hostile strip of
# 10 x 1000000 pixels does not become 800 x 80000000.
FRAMES: dict[PreviewName, Frame] = {
    "display": Frame(width=800, height=8000, is_filled=False),
    "thumbnail": Frame(width=300, height=200, is_filled=True),
}
