"""What the reader's tests have in common: a drawn page and a reader of the local server."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from PIL import Image, ImageDraw

from receipts.services.enhanced_openai_service import OpenAIExtractor, TokenPrices
from receipts.services.extraction import Page, ReadingContext
from receipts.tests.openai_server import API_KEY, MODEL, OpenAIServer

CONTEXT = ReadingContext(today=date(2026, 11, 22))
GPT_4O_PRICES = TokenPrices(input_usd=Decimal("2.50"), output_usd=Decimal("10.00"))


def to_page(image: Image.Image) -> Page:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG")
    return Page(jpeg=buffer.getvalue(), width=image.width, height=image.height)


def draw_page(*, width: int = 320, height: int = 480) -> Page:
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).text((20, 20), "CORNER CAFE LTD", fill="black")
    return to_page(image)


@contextmanager
def reader_of(server: OpenAIServer, **changes) -> Iterator[OpenAIExtractor]:
    settings = {"api_key": API_KEY, "model": MODEL, "base_url": server.base_url}
    reader = OpenAIExtractor(**(settings | changes))
    try:
        yield reader
    finally:
        reader.close()
