"""The body of a receipt, in many layouts: date, goods, sums, payment and footer."""

from decimal import Decimal

from synthetic_receipts.bills import Good
from synthetic_receipts.paper import Cell, Paper
from synthetic_receipts.places import fill, money, printed_date
from synthetic_receipts.shops import made_up_word

_NUMBERS = ("######", "####", "?######", "##-####", "#/###")


def print_facts(paper: Paper) -> None:
    rng, facts = paper.rng, []
    if paper.bill.is_refund:
        paper.line(rng.choice(("REFUND", "Refund", "** RETURN **", "CREDIT NOTE", "Gutschrift")))
    if paper.chance(0.7):
        number = paper.printed["receipt_number"] = fill(rng.choice(_NUMBERS), rng)
        facts.append(f"{paper.word('number')}: {number}")
    if paper.chance(0.5):
        facts.append(f"{paper.word('staff')}: {made_up_word(rng)}")
    if paper.bill.trade.serves:
        facts += [f"{paper.word('table')}: {rng.randint(1, 60)}"] * paper.chance(0.5)
        facts += [f"{paper.word('guests')}: {rng.randint(1, 8)}"] * paper.chance(0.4)
    rng.shuffle(facts)
    if paper.date_place == "top":
        print_date_row(paper)
    side_by_side = paper.chance(0.4)
    while facts:
        first = facts.pop()
        second = facts.pop() if facts and side_by_side else ""
        paper.row(Cell(text=first), Cell(text=second, at=0.55))


def print_date_row(paper: Paper) -> None:
    bill, rng = paper.bill, paper.rng
    shown, label = printed_date(bill.day, paper.date_form), paper.word("date")
    style = rng.randrange(5)
    if style == 0:
        paper.row(Cell(text=f"{label} {shown}".strip()), Cell(text=bill.clock, at=1.0, ends=True))
    elif style == 1:
        paper.line(f"{shown} {bill.clock}")
    elif style == 2:
        paper.row(Cell(text=label), Cell(text=": " + shown, at=0.3))
        paper.row(
            Cell(text=rng.choice(("Time", "TIME", "Uhrzeit"))),
            Cell(text=": " + bill.clock, at=0.3),
        )
    elif style == 3:
        number = fill(rng.choice(("#### ## ####", "REG# ## ####", "######")), rng)
        paper.line(f"{shown} {bill.clock} {number}")
    else:
        paper.row(Cell(text=f"{label} {shown} {bill.clock}".strip()))


def print_goods(paper: Paper) -> None:
    style = paper.rng.randrange(6)
    if paper.chance(0.35):
        heads = paper.word("heads").split("|")
        steps = [index / max(len(heads) - 1, 1) for index in range(len(heads))]
        paper.row(
            *(
                Cell(text=h, at=s, ends=s == 1.0 and s > 0)
                for h, s in zip(heads, steps, strict=True)
            ),
            gap=0.5,
        )
    for good in paper.bill.goods:
        _good(paper, good, style)


def _good(paper: Paper, good: Good, style: int) -> None:
    rng = paper.rng
    name = good.name if paper.chance(0.8) else fill("####### ", rng) + good.name
    if not paper.upper:
        name = name.title() if name.isupper() and paper.chance(0.3) else name
    amount = Cell(
        text=paper.amount(good.amount) + rng.choice(("", "", "", " A", " T")), at=1.0, ends=True
    )
    times = f"{good.quantity} x {paper.amount(good.unit_price)}"
    if style == 0 or (good.quantity == 1 and style in (3, 4)):
        paper.row(Cell(text=name), amount)
    elif style in (1, 2):
        paper.row(Cell(text=f"{good.quantity}"), Cell(text=name, at=0.1), amount)
    elif style == 3:
        paper.row(Cell(text=name), amount)
        paper.row(Cell(text=times, at=0.1))
    elif style == 4:
        paper.row(Cell(text=name))
        paper.row(Cell(text=times, at=0.1), amount)
    else:
        paper.row(Cell(text=name))
        paper.row(
            Cell(text=fill("#######", rng)),
            Cell(text=f"{good.quantity}", at=0.4),
            Cell(text=paper.amount(good.unit_price), at=0.6),
            amount,
        )


def print_sums(paper: Paper) -> None:
    bill, rng = paper.bill, paper.rng
    if bill.discount:
        paper.pair(paper.word("discount"), paper.amount(-bill.discount))
    included = paper.place.tax_is_included
    if paper.chance(0.25 if included else 0.85) or bill.service:
        net = bill.subtotal - bill.tax if included and paper.chance(0.3) else bill.subtotal
        paper.printed["subtotal"] = str(net)
        paper.pair(rng.choice(paper.place.subtotal), paper.amount(net), gap=0.5)
    if bill.service:
        paper.pair(paper.word("service"), paper.amount(bill.service))
    inside = included and paper.chance(0.5)
    if not inside or not included:
        _taxes(paper)
    if bill.rounding:
        paper.pair(paper.word("rounding"), paper.amount(bill.rounding))
    _total(paper)
    if inside and included:
        _tax_table(paper)


def _taxes(paper: Paper) -> None:
    for word, amount in paper.bill.taxes:
        paper.pair(word, paper.amount(amount))


def _total(paper: Paper) -> None:
    rng = paper.rng
    word, height = rng.choice(paper.place.total), rng.choice((1.0, 1.0, 1.0, 1.4, 1.9))
    shown = paper.amount(paper.bill.total, signed=True)
    style = rng.random()
    if style < 0.07:
        paper.row(Cell(text=word), height=height, gap=0.4)
        paper.row(Cell(text=shown, at=1.0, ends=True), height=height)
    elif style < 0.14:
        paper.row(Cell(text=f"{word}: {shown}"), height=height, gap=0.4)
    else:
        paper.pair(word, shown, height=height, gap=0.4)


def _tax_table(paper: Paper) -> None:
    """Rates below the total: rate, net, tax and gross side by side."""
    if not paper.bill.taxes:
        return
    if paper.chance(0.5):
        heads = paper.rng.choice(
            (
                ("", "Net", "Tax", "Gross"),
                ("MwSt", "Netto", "Steuer", "Brutto"),
                ("Code", "Amount", "Tax", ""),
            )
        )
        paper.row(*(Cell(text=h, at=a) for h, a in zip(heads, (0, 0.3, 0.55, 0.8), strict=True)))
    share = paper.bill.total / len(paper.bill.taxes)
    for word, amount in paper.bill.taxes:
        paper.row(
            Cell(text=word),
            Cell(text=paper.amount(share - amount), at=0.35),
            Cell(text=paper.amount(amount), at=0.6),
            Cell(text=paper.amount(share), at=1.0, ends=True),
        )


def print_payment(paper: Paper) -> None:
    bill, rng = paper.bill, paper.rng
    paid = bill.tendered
    if bill.by_card:
        if bill.tip:
            paper.pair("Tip", paper.amount(bill.tip))
            paper.pair(
                rng.choice(("Total w/ tip", "Total Charged", "Amount charged")),
                paper.amount(paid),
            )
        elif paper.chance(0.8):
            paper.pair(fill(rng.choice(paper.place.card), rng), paper.amount(paid))
        for _ in range(rng.choice((0, 0, 1, 2, 4))):
            paper.line(fill(paper.word("closing"), rng))
    elif paper.chance(0.85):
        paper.pair(rng.choice(paper.place.cash), paper.amount(paid))
        if paid != bill.total or paper.chance(0.6):
            paper.pair(rng.choice(paper.place.change), paper.amount(paid - bill.total))
    if paper.chance(0.2):
        count = paper.printed["item_count"] = str(sum(good.quantity for good in bill.goods))
        paper.pair(paper.word("count"), count)


def print_footer(paper: Paper) -> None:
    bill, rng = paper.bill, paper.rng
    if bill.trade.serves and paper.place.country == "US" and paper.chance(0.35):
        paper.line("Suggested gratuity", gap=1.0)
        for percent in (15, 18, 20):
            tip = bill.total * percent / 100
            paper.line(f"{percent}% = {paper.amount(tip.quantize(Decimal('0.01')))}")
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        kind = rng.choice(("rules", "extra"))
        value = money(paper.place, rng.choice(bill.goods).amount)
        paper.line(fill(paper.word(kind), rng).replace("{}", value))
    if paper.chance(0.12):
        later = (
            bill.day.replace(year=bill.day.year + 1)
            if (bill.day.month, bill.day.day) != (2, 29)
            else bill.day
        )
        word = rng.choice(("Valid until", "Return by", "Expires", "Offer ends"))
        paper.line(f"{word} {printed_date(later, paper.date_form)}")
    _say_who_it_was(paper)
    if paper.chance(0.15):
        paper.line(f"{bill.sign} {rng.choice(('thanks you', 'Rewards', 'app', 'wishes you well'))}")
    if paper.chance(0.7):
        paper.line(rng.choice(paper.place.thanks), gap=0.5)


def _say_who_it_was(paper: Paper) -> None:
    """The shop in the small print: its company with the town, or a greeting from it."""
    bill, rng, unnamed = paper.bill, paper.rng, not paper.vendors
    if paper.chance(0.7 if unnamed else 0.08):
        company = bill.company or f"{bill.sign} {rng.choice(paper.place.legal_forms)}"
        town = rng.choice((f", {paper.town}", f" {paper.town}", "", ""))
        paper.line(company + town)
        if unnamed:
            paper.vendors.append(company)
    elif paper.chance(0.8 if unnamed else 0.07):
        greetings = (
            *("Thank you for shopping at {}", "THANK YOU FOR DINING AT {}", "Willkommen bei {}"),
            *("Vielen Dank für Ihren Einkauf bei {}", "Thank you for visiting {}"),
        )
        paper.line(rng.choice(greetings).format(bill.sign))
        if unnamed:
            paper.vendors.append(bill.sign)
