"""Animated GIF and WebP, and both of one colour: a few bytes for any number of pixels."""

import struct
from io import BytesIO

from PIL import Image

from receipts.tests.bombs.bomb import Kind
from receipts.tests.bombs.exif import exif_loop

# --- GIF (GIF89a specification)

# One pixel: a code size of 2, and "clear", 0, "end" in two bytes.
_ONE_PIXEL = b"\x02\x02\x44\x01\x00"
_CONTROL = b"\x21\xf9\x04\x08\x01\x00\x00\x00"
_GIF_END = b";"


def _gif(canvas, *blocks):
    size = struct.pack("<HH", *canvas)
    colours = b"\0\0\0\xff\xff\xff"
    return b"GIF89a" + size + b"\x80\0\0" + colours + b"".join(blocks) + _GIF_END


def _gif_frame(size, *, at=(0, 0)):
    return b"," + struct.pack("<HHHHB", *at, *size, 0) + _ONE_PIXEL


def gif_frames(count):
    return _gif((64, 64), *[_CONTROL + _gif_frame((1, 1))] * count)


def gif_canvas(side):
    """A frame of one pixel, far out on a canvas that has to be painted."""
    return _gif((side, side), _CONTROL + _gif_frame((1, 1), at=(side - 1, side - 1)))


def gif_frame_beyond_its_canvas(side):
    return _gif((10, 10), _CONTROL + _gif_frame((side, side)))


def gif_comments(count):
    """Blocks of one byte each, before the picture."""
    comment = b"\x21\xfe" + b"\x01x" * 100 + b"\0"
    return _gif((64, 64), comment * (count // 100), _gif_frame((1, 1)))


def gif_area(side):
    """All of one colour: a code of twelve bits stands for thousands of pixels."""
    buffer = BytesIO()
    Image.new("P", (side, side)).save(buffer, "GIF", optimize=False)
    return buffer.getvalue()


# --- WebP (RFC 9649)


def _webp(*chunks):
    content = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(content)) + content


def _chunk(name, data):
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _lossless(width, height):
    """One colour: each code of the picture takes no bit at all, so any size does."""
    buffer = BytesIO()
    Image.new("RGB", (1, 1), (200, 200, 200)).save(buffer, "WEBP", lossless=True)
    content = buffer.getvalue()
    data = bytearray(content[20 : 20 + int.from_bytes(content[16:20], "little")])
    size = int.from_bytes(data[1:5], "little") & ~0xFFFFFFF  # 14 bits for each side
    data[1:5] = (size | (height - 1) << 14 | (width - 1)).to_bytes(4, "little")
    return _chunk(b"VP8L", bytes(data))


def _extended(canvas, flags, *chunks):
    sides = b"".join((side - 1).to_bytes(3, "little") for side in canvas)
    return _webp(_chunk(b"VP8X", bytes([flags, 0, 0, 0]) + sides), *chunks)


def _webp_frame(size):
    sides = b"".join((side - 1).to_bytes(3, "little") for side in size)
    return _chunk(b"ANMF", bytes(6) + sides + bytes(4) + _lossless(*size))


def webp_frames(count):
    return _animated((64, 64), [_webp_frame((1, 1))] * count)


def webp_canvas(side):
    """Frames of one pixel on a canvas of which a decoder keeps two."""
    return _animated((side, side), [_webp_frame((1, 1))] * 2)


def webp_large_frames(count):
    return _animated((7000, 7000), [_webp_frame((7000, 7000))] * count)


def _animated(canvas, frames):
    return _extended(canvas, 0x02, _chunk(b"ANIM", bytes(6)), *frames)


def webp_area(side):
    return _webp(_lossless(side, side))


def webp_exif_directories(length):
    return _extended((64, 64), 0x08, _lossless(64, 64), _chunk(b"EXIF", exif_loop(length)))


def webp_unknown_chunks(count):
    return _extended((64, 64), 0, _lossless(64, 64), *[_chunk(b"teST", b"")] * count)


KINDS = (
    Kind("gif-frames", "gif", gif_frames, (1000, 20_000, 400_000)),
    Kind("gif-canvas", "gif", gif_canvas, (3000, 7000, 65_535)),
    Kind("gif-frame-beyond-its-canvas", "gif", gif_frame_beyond_its_canvas, (3000, 7000, 65_535)),
    Kind("gif-comments", "gif", gif_comments, (10_000, 500_000, 4_000_000)),
    Kind("gif-area", "gif", gif_area, (1000, 4000, 7000)),
    Kind("webp-frames", "webp", webp_frames, (500, 10_000, 100_000)),
    Kind("webp-canvas", "webp", webp_canvas, (3000, 7000, 16_383)),
    Kind("webp-large-frames", "webp", webp_large_frames, (2, 50, 1000)),
    Kind("webp-area", "webp", webp_area, (3000, 7000, 16_383)),
    Kind("webp-exif-directories", "webp", webp_exif_directories, (1, 2, 1000)),
    Kind("webp-unknown-chunks", "webp", webp_unknown_chunks, (4000, 100_000, 900_000)),
)
