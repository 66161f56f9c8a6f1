"""The bill behind one receipt, before it is printed: goods, sums and payment that work out."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from synthetic_receipts.places import Place, choose_place
from synthetic_receipts.shops import Trade, choose_trade, made_up_word, shop_name

_FIRST_DAY = date(2009, 1, 1)
_DAYS = 6400


@dataclass(frozen=True, kw_only=True)
class Good:
    name: str
    quantity: int
    unit_price: Decimal
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Bill:
    """All sums of one receipt. `total` is what is to be paid, a tip not counted.

    A refund prints all of them with a minus.
    """

    place: Place
    trade: Trade
    sign: str  # the name over the door
    company: str  # the registered name; "" where only the sign is printed
    day: date
    clock: str
    goods: tuple[Good, ...]
    discount: Decimal
    service: Decimal
    subtotal: Decimal
    taxes: tuple[tuple[str, Decimal], ...]  # word and amount
    rounding: Decimal
    total: Decimal
    tip: Decimal
    tendered: Decimal
    by_card: bool
    is_refund: bool

    @property
    def tax(self) -> Decimal:
        return sum((amount for _, amount in self.taxes), Decimal(0))


def make_bill(rng: random.Random) -> Bill:
    """One purchase somewhere."""
    place, trade = choose_place(rng), choose_trade(rng)
    goods = _goods(place, trade, rng)
    listed = sum((good.amount for good in goods), Decimal(0))
    discount = (
        _rounded(place, listed * rng.choice((5, 10, 15, 20)) / 100)
        if rng.random() < 0.12
        else Decimal(0)
    )
    service = _rounded(place, listed / 10) if trade.serves and rng.random() < 0.12 else Decimal(0)
    subtotal = listed - discount
    taxes = _taxes(place, subtotal + service, rng)
    before = subtotal + service
    if not place.tax_is_included:
        before += sum((amount for _, amount in taxes), Decimal(0))
    by_card = rng.random() < 0.5
    total = _to_coin(before, place.coin) if not by_card or rng.random() < 0.3 else before
    tip = _tip(place, trade, total, rng)
    sign = shop_name(trade, rng)
    return Bill(
        place=place,
        trade=trade,
        sign=sign,
        company=_company(place, sign, trade, rng),
        day=_FIRST_DAY + timedelta(days=rng.randrange(_DAYS)),
        clock=_clock(rng),
        goods=goods,
        discount=discount,
        service=service,
        subtotal=subtotal,
        taxes=taxes,
        rounding=total - before,
        total=total,
        tip=tip,
        tendered=total + tip if by_card else _tendered(total, place, rng),
        by_card=by_card,
        is_refund=rng.random() < 0.03,
    )


def _goods(place: Place, trade: Trade, rng: random.Random) -> tuple[Good, ...]:
    count = min(len(trade.goods), rng.choice((1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 10, 14)))
    goods = []
    for name in rng.sample(trade.goods, count):
        price = Decimal(str(round(rng.lognormvariate(0.3, 0.8) * place.scale, 2)))
        if place.decimals == 0:
            price = Decimal(int(price / 500) * 500 + 500)
        elif rng.random() < 0.6:
            price = price.quantize(Decimal("0.1")) + Decimal(rng.choice(("-0.01", "0.05", "0")))
        price = max(_rounded(place, price), Decimal(1))
        quantity = rng.choice((1, 1, 1, 1, 2, 2, 3, 4))
        goods.append(Good(name=name, quantity=quantity, unit_price=price, amount=price * quantity))
    return tuple(goods)


def _taxes(place: Place, base: Decimal, rng: random.Random) -> tuple[tuple[str, Decimal], ...]:
    """One tax mostly, two at times; none where prices just include it and nothing is printed."""
    if rng.random() < (0.35 if place.tax_is_included else 0.08):
        return ()
    words = rng.sample(list(place.taxes), 2 if rng.random() < 0.18 and len(place.taxes) > 1 else 1)
    shares = (base,) if len(words) == 1 else (base / 2, base - base / 2)
    taxes = []
    for (word, percent), share in zip(words, shares, strict=True):
        rate = Decimal(percent) / 100
        amount = share * rate / (1 + rate) if place.tax_is_included else share * rate
        taxes.append((word, _rounded(place, amount)))
    return tuple(taxes)


def _tip(place: Place, trade: Trade, total: Decimal, rng: random.Random) -> Decimal:
    if not trade.serves or place.country not in ("US", "CA") or rng.random() > 0.2:
        return Decimal(0)
    return _rounded(place, total * rng.choice((15, 18, 20)) / 100)


def _company(place: Place, sign: str, trade: Trade, rng: random.Random) -> str:
    if rng.random() > place.legal_share:
        return ""
    name = sign if rng.random() < 0.7 else shop_name(trade, rng)
    form = rng.choice(place.legal_forms)
    if place.country in ("MY", "SG") and rng.random() < 0.15:
        name = f"{name} ({made_up_word(rng)})"
    return f"{form} {name}" if form == "PT." else f"{name} {form}"


def _clock(rng: random.Random) -> str:
    hour, minute, second = rng.randrange(7, 23), rng.randrange(60), rng.randrange(60)
    noon = "AM" if hour < 12 else "PM"
    return rng.choice(
        (
            f"{hour:02}:{minute:02}",
            f"{hour:02}:{minute:02}:{second:02}",
            f"{(hour - 1) % 12 + 1}:{minute:02} {noon}",
            f"{(hour - 1) % 12 + 1:02}:{minute:02}:{second:02} {noon}",
        )
    )


def _tendered(total: Decimal, place: Place, rng: random.Random) -> Decimal:
    """Exactly, or the next round note."""
    if rng.random() < 0.25:
        return total
    note = Decimal(rng.choice((1, 5, 10, 20, 50))) * (1 if place.scale < 1000 else 1000)
    return (total / note).to_integral_value(rounding="ROUND_CEILING") * note


def _rounded(place: Place, value: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-place.decimals), rounding=ROUND_HALF_UP)


def _to_coin(value: Decimal, coin: Decimal) -> Decimal:
    return (value / coin).to_integral_value(rounding=ROUND_HALF_UP) * coin
