"""Candidate for the name of the shop."""

from dataclasses import dataclass

from receipts.services.offline.layout import Line


@dataclass(frozen=True, kw_only=True, slots=True)
class NameCandidate:
    """A possible name: its text as it should be written and the lines that it was taken from."""

    name: str
    lines: tuple[Line, ...]
    first_row: int
    last_row: int
    is_from_web: bool = False

    @property
    def printed(self) -> str:
        return " ".join(line.text for line in self.lines)
