"""Texts of pages in HTML: what is seen, row by row. Pure.

Nothing is fetched and nothing is run: of the tags only the names are looked at, and of the styles
whether they hide something.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from html.parser import HTMLParser

# fmt: off
_BREAKS = frozenset({
    "address", "article", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre",
    "section", "ul",
})
_UNSEEN = frozenset({
    "head", "script", "style", "template", "title", "noscript", "object", "svg",
})
# Without an end, so that they hide nothing.
_EMPTY = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr",
})
# fmt: on
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
# Comments and declarations, which the parser would look through once more for each that has no end.
_UNSEEN_MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*>?", re.DOTALL)
_MOST_CHARACTERS = 1_000_000
_MOST_FRAMES = 60
CELL = "\t"


def text_of_html(html: str) -> str:
    """What stands side by side in a table has `CELL` between it."""
    seen = _Seen()
    seen.feed(_whole_tags(_UNSEEN_MARKUP.sub("", html[:_MOST_CHARACTERS])))
    seen.close()
    return "\n".join(filter(None, map(_tidy, seen.lines())))


def _whole_tags(html: str) -> str:
    """Without what begins like a tag and never ends: the parser would try again and again."""
    end = html.rfind(">") + 1
    return html[:end] + html[end:].partition("<")[0]


def _tidy(line: str) -> str:
    cells = (" ".join(cell.split()) for cell in line.split(CELL))
    return CELL.join(filter(None, cells))


@dataclass
class _Frame:
    """Of a page, a table or a cell the lines; of a row the lines of each of its cells."""

    tag: str
    lines: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._frames = [_Frame("page")]
        # The tags inside of what is hidden, from the one that hides.
        self._hidden: list[str] = []

    def lines(self) -> list[str]:
        while len(self._frames) > 1:
            self._close_last()
        return self._frames[0].lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _EMPTY and (self._hidden or tag in _UNSEEN or _hides(attrs)):
            self._hidden.append(tag)
        elif tag in _BREAKS:
            self._frames[-1].lines.append("")
        elif tag in _PARENTS:
            self._close(_PARENTS[tag], within="table")
            if len(self._frames) < _MOST_FRAMES:
                self._frames.append(_Frame("td" if tag == "th" else tag))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        elif tag in _BREAKS:
            self._frames[-1].lines.append("")
        elif tag in _PARENTS:
            self._close({"td" if tag == "th" else tag}, within="" if tag == "table" else "table")

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        lines = self._frames[-1].lines
        if not lines:
            lines.append("")
        lines[-1] += " ".join(data.replace("\n", " ").split(" "))

    def _close(self, tags: AbstractSet[str], *, within: str) -> None:
        """The nearest of these, and what is open inside it; nothing beyond the tag `within`."""
        for place in range(len(self._frames) - 1, 0, -1):
            tag = self._frames[place].tag
            if tag in tags:
                while len(self._frames) > place:
                    self._close_last()
            if tag in tags or tag == within:
                return

    def _close_last(self) -> None:
        frame, parent = self._frames.pop(), self._frames[-1]
        if frame.tag == "td" and parent.tag == "tr":
            parent.cells.append(list(filter(str.strip, frame.lines)))
            return
        lines = [*_rows(frame.cells), *frame.lines] if frame.tag == "tr" else frame.lines
        parent.lines += ["", *lines, ""]


# What a tag ends that is still open, since many leave the ends out.
_PARENTS: dict[str, AbstractSet[str]] = {
    "table": frozenset(),
    "tr": frozenset({"tr"}),
    "td": frozenset({"td"}),
    "th": frozenset({"td"}),
}


def _rows(cells: list[list[str]]) -> list[str]:
    """Side by side where all cells have as many lines, else one below the other."""
    filled = [cell for cell in cells if cell]
    if len({len(cell) for cell in filled}) == 1:
        return [CELL.join(row) for row in zip(*filled, strict=True)]
    return [line for cell in filled for line in cell]


def _hides(attrs: list[tuple[str, str | None]]) -> bool:
    return any(
        name == "hidden" or (name == "style" and _HIDDEN.search((value or "").lower()))
        for name, value in attrs
    )
