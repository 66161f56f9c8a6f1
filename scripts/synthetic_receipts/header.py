"""The top of a receipt: names, slogans, address, and the dirt that scans have there."""

from itertools import pairwise

from synthetic_receipts.paper import Cell, Paper
from synthetic_receipts.places import fill
from synthetic_receipts.shops import location, made_up_word, sentence, tagline


def print_header(paper: Paper) -> None:
    style = paper.rng.random()
    if style < 0.1:
        _without_a_name(paper)
    elif style < 0.22:
        _banner(paper)
        _names(paper)
    elif style < 0.24:  # the name below the address, as beside a logo that holds it
        _place(paper, web_share=0.25)
        _names(paper)
        return
    else:
        _above_the_name(paper)
        _names(paper)
        _below_the_name(paper)
    _place(paper, web_share=0.6 if style < 0.22 else 0.3)
    if paper.chance(0.4):
        paper.line(paper.rng.choice(paper.place.titles), gap=0.5)


def _place(paper: Paper, *, web_share: float) -> None:
    if paper.chance(0.87):
        _address(paper)
    for share, lines in ((0.6, paper.place.phone), (0.4, paper.place.registrations)):
        if paper.chance(share):
            paper.line(fill(paper.rng.choice(lines), paper.rng))
    if paper.chance(web_share):
        _web_address(paper)


def _without_a_name(paper: Paper) -> None:
    """The logo is a picture, or misread: the name is in small print, in an address or below."""
    if paper.chance(0.6):
        _logo(paper, misread=paper.rng.choice((0.3, 0.5, 0.7)))
    for _ in range(paper.rng.choice((0, 1, 2, 3))):
        paper.line(sentence(paper.rng), height=paper.rng.choice((1.0, 1.0, 1.4)))
    if paper.chance(0.5):
        _web_address(paper, is_own=True)


def _banner(paper: Paper) -> None:
    """A drawn logo and slogans; who sells stands below them, above the address."""
    rng = paper.rng
    if paper.chance(0.75):
        _logo(paper, misread=rng.choice((0.15, 0.25, 0.4)))
    for _ in range(rng.choice((0, 1, 1, 2, 4))):
        paper.line(sentence(rng), height=rng.choice((1.0, 1.0, 1.3)))
    if paper.chance(0.15):
        _web_address(paper)


_FIRST_LINES = (
    *("WELCOME", "Welcome to", "CUSTOMER COPY", "Receipt detail", "Guest Receipt", "SALE", "Order"),
    *("DUPLICATE", "Checkout", "Store # ####", "REPRINT", "Kundenbeleg", "TICKET CLIENT"),
)


def _above_the_name(paper: Paper) -> None:
    rng = paper.rng
    if paper.chance(0.12):
        _dirt(paper)
    if paper.chance(0.16):
        words = rng.choice((*paper.place.titles, *paper.place.thanks, *_FIRST_LINES, *_FIRST_LINES))
        paper.line(fill(words, rng))
    for _ in range(rng.choice((1, 2)) if paper.chance(0.06) else 0):
        paper.line(sentence(rng))
    if paper.chance(0.03):
        paper.line(location(rng))


def _below_the_name(paper: Paper) -> None:
    rng = paper.rng
    if paper.chance(0.25):
        paper.line(tagline(paper.bill.trade, rng), height=rng.choice((0.8, 1.0, 1.0, 1.5)))
    if paper.chance(0.15):
        paper.line(sentence(rng))
    if paper.chance(0.15):
        paper.line(location(rng))
    if paper.chance(0.12):
        paper.line(paper.town.upper() if paper.chance(0.7) else paper.town)
    if paper.chance(0.12):
        paper.line(f"{paper.word('staff')}: {made_up_word(rng)}")
    if paper.chance(0.2):
        branches = ("Store #####", "Branch: {}", "#{}", "{} Mall", "Filiale ####", "{} Branch")
        paper.line(fill(rng.choice(branches).replace("{}", made_up_word(rng)), rng))


def _web_address(paper: Paper, *, is_own: bool = False) -> None:
    """Mostly the shop's own; at times one of a survey, or of a company behind it."""
    rng = paper.rng
    name = "".join(c for c in paper.bill.sign.lower() if c.isalnum() or c == " ")
    first, other = name.split()[0], made_up_word(rng).lower()
    names = (
        *(name, name, name, name, first, first, f"{name} {paper.town.lower()}", f"{first} usa"),
        *(f"my {first}", f"{first} online", f"tell {first}", f"{other} survey", f"{other}", other),
    )
    host = (name if is_own else rng.choice(names)).replace(" ", rng.choice(("", "", "-")))
    ending = "com" if paper.chance(0.5) else paper.place.country.lower()
    forms = ("www.{}.{}", "www.{}.{}", "info@{}.{}", "{}.{}", "http://www.{}.{}", "WWW.{}.{}")
    text = rng.choice(forms).format(host, ending)
    paper.line(text.upper() if text.startswith("WWW") else text)
    if is_own and not paper.vendors:
        paper.vendors.append(paper.bill.sign)


def _dirt(paper: Paper) -> None:
    """What scans have above the name: a handwritten word, a stamp, a note."""
    rng = paper.rng
    text = rng.choice(
        (
            made_up_word(rng).lower(),
            made_up_word(rng, parts=1),
            f"{made_up_word(rng)} {made_up_word(rng)}".lower(),
            fill("##", rng),
            fill("??", rng),
            fill("###-#", rng),
            "POSTED",
            "PAID",
            "copy",
        )
    )
    paper.row(
        Cell(text=text, at=rng.random() * 0.7),
        height=rng.choice((1.0, 1.5, 2.5)),
        misread=rng.choice((0.0, 0.25)),
    )


def _names(paper: Paper) -> None:
    """The sign and the company, in one or two rows, large or not."""
    bill = paper.bill
    if not bill.company or paper.chance(0.2):
        if paper.chance(0.03):  # the logo is misread, the name stands below in small print
            _logo(paper, misread=0.25)
        elif paper.chance(0.12) and " " in bill.sign:  # the logo is a part of the name below
            words = bill.sign.split()
            _large(paper, " ".join(words[: paper.rng.randrange(1, len(words))]))
        _name(paper, bill.sign)
        return
    if paper.chance(0.2):
        _logo(paper, misread=paper.rng.choice((0.0, 0.0, 0.0, 0.04, 0.25)))
    elif paper.chance(0.35) and bill.sign not in bill.company:
        _name(paper, bill.sign, counts=_is_known_by_its_sign(paper))
    town = f", {made_up_word(paper.rng)}" if paper.chance(0.08) else ""
    _name(paper, bill.company, counts=not paper.vendors, behind=town)
    if paper.chance(0.5) and paper.place.registrations:
        paper.line(fill(paper.place.registrations[0], rng=paper.rng))


def _is_known_by_its_sign(paper: Paper) -> bool:
    """Malaysian books name the registered company; elsewhere the name over the door counts."""
    return paper.place.country not in ("MY", "SG")


def _logo(paper: Paper, *, misread: float) -> None:
    """The name counts where it can be read; where it cannot, another line has to say it."""
    _large(paper, paper.bill.sign, misread=misread)
    if misread < 0.1 and _is_known_by_its_sign(paper):
        paper.vendors.append(paper.bill.sign)


def _large(paper: Paper, text: str, *, misread: float = 0.0) -> None:
    shown = text.upper() if paper.chance(0.5) else text
    paper.line(shown, height=paper.rng.choice((1.5, 2.2, 3.0, 4.0)), misread=misread)


def _name(paper: Paper, name: str, *, counts: bool = True, behind: str = "") -> None:
    rng = paper.rng
    if name == paper.bill.sign and paper.chance(0.08):
        name += rng.choice((" ", " #", " Store #", " No. ")) + fill("###", rng)
    shown = name.upper() if paper.upper or paper.chance(0.3) else name
    height = rng.choice((1.0, 1.0, 1.2, 1.5, 2.0, 2.8))
    words = (shown + behind).split()
    if counts:
        paper.vendors.append(shown)
    share = 0.16 if height < 1.5 else 0.35
    if len(words) > 1 and paper.chance(share):
        pieces = 3 if len(words) > 3 and paper.chance(0.2) else 2
        cuts = [0, *sorted(rng.sample(range(1, len(words)), pieces - 1)), len(words)]
        for start, end in pairwise(cuts):
            paper.line(" ".join(words[start:end]), height=height)
            height *= rng.choice((1.0, 1.0, 0.7))
    else:
        paper.line(" ".join(words), height=height)


def _address(paper: Paper) -> None:
    rng, place = paper.rng, paper.place
    street = fill(rng.choice(place.streets), rng).replace("{}", made_up_word(rng))
    city = fill(rng.choice(place.cities), rng).replace("{}", paper.town)
    if paper.upper:
        street, city = street.upper(), city.upper()
    if paper.chance(0.2):
        paper.line(f"{street}, {city}")
    else:
        paper.line(street)
        if paper.chance(0.2):
            paper.line(
                f"{made_up_word(rng)} {rng.choice(('Park', 'Plaza', 'Centre', 'Industrial'))}"
            )
        paper.line(city)
