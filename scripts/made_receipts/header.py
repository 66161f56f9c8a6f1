"""The top of a receipt: names, slogans, address, and the dirt that scans have there."""

from itertools import pairwise

from made_receipts.paper import Cell, Paper
from made_receipts.places import fill
from made_receipts.shops import location, made_up_word, sentence, tagline


def print_header(paper: Paper) -> None:
    has_banner = paper.chance(0.15)
    if has_banner:
        _banner(paper)
    else:
        _above_the_name(paper)
    _names(paper)
    if not has_banner:
        _below_the_name(paper)
    if has_banner or paper.chance(0.85):
        _address(paper)
    for share, lines in ((0.6, paper.place.phone), (0.4, paper.place.registrations)):
        if paper.chance(share):
            paper.line(fill(paper.rng.choice(lines), paper.rng))
    if paper.chance(0.6 if has_banner else 0.25):
        paper.line(_web_address(paper))
    if paper.chance(0.4):
        paper.line(paper.rng.choice(paper.place.titles), gap=0.5)


def _banner(paper: Paper) -> None:
    """A drawn logo and slogans; who sells stands below them, above the address."""
    rng = paper.rng
    if paper.chance(0.75):
        _logo(paper)
    for _ in range(rng.choice((0, 1, 1, 2, 4))):
        paper.line(sentence(rng), height=rng.choice((1.0, 1.0, 1.3)))


def _above_the_name(paper: Paper) -> None:
    rng = paper.rng
    if paper.chance(0.12):
        _dirt(paper)
    if paper.chance(0.16):
        paper.line(rng.choice((*paper.place.titles, *paper.place.thanks, "WELCOME", "Welcome to")))
    for _ in range(rng.choice((1, 2)) if paper.chance(0.06) else 0):
        paper.line(sentence(rng))


def _below_the_name(paper: Paper) -> None:
    rng = paper.rng
    if paper.chance(0.25):
        paper.line(tagline(paper.bill.trade, rng), height=rng.choice((0.8, 1.0, 1.0, 1.5)))
    if paper.chance(0.15):
        paper.line(sentence(rng))
    if paper.chance(0.15):
        paper.line(location(rng))
    if paper.chance(0.12):
        paper.line(f"{paper.word('staff')}: {made_up_word(rng)}")
    if paper.chance(0.2):
        branches = ("Store #####", "Branch: {}", "#{}", "{} Mall", "Filiale ####", "{} Branch")
        paper.line(fill(rng.choice(branches).replace("{}", made_up_word(rng)), rng))


def _web_address(paper: Paper) -> str:
    rng = paper.rng
    name = "".join(c for c in paper.bill.sign.lower() if c.isalnum() or c == " ")
    host = name.replace(" ", rng.choice(("", "", "-")))
    ending = "com" if paper.chance(0.5) else paper.place.country.lower()
    return rng.choice((f"www.{host}.{ending}", f"info@{host}.{ending}", f"{host}.{ending}"))


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
        is_logo=paper.chance(0.5),
    )


def _names(paper: Paper) -> None:
    """The sign and the company, in one or two rows, large or not."""
    bill = paper.bill
    if not bill.company or paper.chance(0.2):
        if paper.chance(0.03):  # the logo is misread, the name stands below in small print
            _logo(paper)
        _name(paper, bill.sign)
        return
    if paper.chance(0.15):
        _logo(paper)
    elif paper.chance(0.35) and bill.sign not in bill.company:
        _name(paper, bill.sign, counts=_is_known_by_its_sign(paper))
    town = f", {made_up_word(paper.rng)}" if paper.chance(0.08) else ""
    _name(paper, bill.company, counts=not paper.vendors, behind=town)
    if paper.chance(0.5) and paper.place.registrations:
        paper.line(fill(paper.place.registrations[0], rng=paper.rng))


def _is_known_by_its_sign(paper: Paper) -> bool:
    """Malaysian books name the registered company; elsewhere the name over the door counts."""
    return paper.place.country not in ("MY", "SG")


def _logo(paper: Paper) -> None:
    paper.line(paper.bill.sign, height=paper.rng.choice((1.5, 2.2, 3.0)), is_logo=True)


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
    city = fill(rng.choice(place.cities), rng).replace("{}", made_up_word(rng))
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
