"""World of the examples, in which all is as it was the last time: clock, numbers and chance."""

import hashlib
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib import import_module
from itertools import count
from typing import Any
from unittest.mock import patch

import time_machine
from django.apps import apps
from django.db import connection
from PIL import Image

from accounts.models import OutgoingMail
from accounts.services.mail import write_mail
from accounts.tests.mailbox import link_in
from receipts.demo.sample_receipts import DEMO_RECEIPTS, Scene, draw_receipt
from receipts.models import Category, Receipt
from receipts.processing.run import process_receipt
from receipts.services.extraction import Box, TextLine
from receipts.tests.drawing import as_file
from receipts.tests.stub_reader import STUB, good_reading, printed
from subscriptions.tests.stripe_server import StripeServer
from tests.tasks import NO_ENGINE

NOW = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
# As `make run` serves it.
HOST = "localhost:8000"


def _photo(number: int) -> bytes:
    return as_file(_drawn(number))


def _drawn(number: int) -> Image.Image:
    """Straight and in grey: the same bytes wherever it is drawn."""
    drawn = draw_receipt(DEMO_RECEIPTS[number][1], Scene()).convert("L")
    return drawn.resize((drawn.width // 3, drawn.height // 3))


def _side_by_side(one: Image.Image, other: Image.Image) -> bytes:
    sheet = Image.new("L", (one.width + other.width, max(one.height, other.height)), 255)
    sheet.paste(one, (0, 0))
    sheet.paste(other, (one.width, 0))
    return as_file(sheet)


# Files of a form, by their names.
FILES = {
    "lunch.jpg": _photo(0),
    "paper.jpg": _photo(1),
    "taxi.jpg": _photo(2),
    "two.jpg": _side_by_side(_drawn(1), _drawn(2)),
    "notes.txt": b"Lunch with the client, 12.50",
}


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of the journey, by the `operationId` of the document. `title` is its example's name
    where a call has several; `body` of a form names files of `FILES`."""

    operation: str
    title: str = ""
    path: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    status: int = 200


@dataclass
class World:
    """What happens besides calls. `access`: the token that calls are signed in with."""

    stripe: StripeServer
    access: str = ""

    def mailed_token(self) -> str:
        return link_in(write_mail(OutgoingMail.objects.latest("pk"))).rsplit("/", 1)[1]

    def read(self, receipt: int, **changes: Any) -> None:
        """As the queue would have it read; how long that takes differs each time."""
        STUB.answers = [reading(**changes)]
        process_receipt(receipt)
        Receipt.objects.filter(pk=receipt).update(seconds=2.4)


def reading(**changes: Any) -> Any:
    """Of the Corner Cafe, with the places of what is printed."""
    rows = count()

    def place() -> Box:
        top = round(0.1 + 0.05 * next(rows), 2)
        return Box(page=0, left=0.1, top=top, right=0.9, bottom=round(top + 0.03, 2))

    read = good_reading(**({"document_kind": printed("receipt")} | changes))
    names = ("vendor", "purchased_on", "total", "subtotal", "tax")
    placed = {
        name: replace(value, box=place())
        for name in names
        if (value := getattr(read, name)) is not None
    }
    items = tuple(replace(item, box=place()) for item in read.items)
    texts = ("CORNER CAFE", "2 Flat white 7.50", "1 Scone 5.00", "TOTAL 12.50")
    lines = tuple(TextLine(text=text, score=0.98, box=place()) for text in texts)
    return replace(read, **placed, items=items, lines=lines)


@contextmanager
def foreseen(settings: Any) -> Iterator[None]:
    """Fixed settings, numbers that begin with 1, and a clock that stands still."""
    settings.WEBHOOKS = True
    settings.DEMO_PASSWORD = "only here"
    settings.FRONTEND_URL = f"http://{HOST}"
    settings.READER_FACTORIES = {"offline": "receipts.tests.stub_reader.stub_reader"}
    settings.TASKS = NO_ENGINE
    _begin_numbers()
    with time_machine.travel(NOW, tick=False):
        yield


@contextmanager
def chance_of(name: str) -> Iterator[None]:
    """Whatever is random in between comes out as it always does under that name."""
    source = random.Random(hashlib.sha256(name.encode()).digest())
    with (
        patch.object(os, "urandom", source.randbytes),
        patch.object(random, "_urandom", source.randbytes),
    ):
        yield


def _begin_numbers() -> None:
    """The defaults among the categories are the only rows that are there."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            key, table = model._meta.pk, model._meta.db_table
            if not key.get_internal_type().endswith("AutoField") or not model._meta.managed:
                continue
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            else:
                cursor.execute(f'ALTER TABLE "{table}" ALTER "{key.column}" RESTART WITH 1')
    Category.objects.all().delete()
    import_module("receipts.migrations.0002_add_default_categories").add_defaults(apps, None)
