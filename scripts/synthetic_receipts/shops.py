"""Invented shops: a name, what kind of shop it is and what it sells."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

_SYLLABLES = (
    *(
        "ba",
        "be",
        "bo",
        "ca",
        "co",
        "da",
        "de",
        "do",
        "el",
        "fa",
        "fi",
        "ga",
        "go",
        "ha",
        "he",
        "ho",
    ),
    *(
        "in",
        "jo",
        "ka",
        "ki",
        "ko",
        "la",
        "le",
        "li",
        "lo",
        "lu",
        "ma",
        "me",
        "mi",
        "mo",
        "na",
        "ne",
    ),
    *(
        "no",
        "or",
        "pa",
        "pe",
        "po",
        "ra",
        "re",
        "ri",
        "ro",
        "sa",
        "se",
        "si",
        "so",
        "ta",
        "te",
        "ti",
    ),
    *("to", "tu", "va", "ve", "vi", "wa", "we", "wi", "ya", "yo", "za", "zen", "mar", "ler", "son"),
    *("ton", "berg", "field", "wick", "man", "stein", "dorf", "ford", "lin", "tan", "wong", "nor"),
)
_PRETTY = (
    *(
        "Golden",
        "Blue",
        "Red",
        "Silver",
        "Green",
        "Happy",
        "Royal",
        "Grand",
        "Little",
        "Old",
        "New",
    ),
    *("Sunny", "Lucky", "Fresh", "Urban", "Prime", "First", "Star", "Rising", "Twin", "Black"),
    *(
        "White",
        "Crystal",
        "Ocean",
        "Mountain",
        "Corner",
        "Central",
        "Super",
        "Mega",
        "City",
        "Best",
    ),
)
_THINGS = (
    *(
        "Dragon",
        "Lotus",
        "Garden",
        "River",
        "Moon",
        "Palm",
        "Oak",
        "Lion",
        "Bridge",
        "Harbor",
        "Rose",
    ),
    *("Elephant", "Fork", "Spoon", "Bean", "Leaf", "Anchor", "Crown", "Fox", "Bear", "Lantern"),
    *("Olive", "Tiger", "Pearl", "Valley", "Forest", "Tower", "Square", "Wheel", "Basket", "Cup"),
)


@dataclass(frozen=True, kw_only=True)
class Trade:
    """A kind of shop: words for its name, its goods, and whether it serves at tables."""

    kinds: Sequence[str]
    goods: Sequence[str]
    serves: bool = False


TRADES = (
    Trade(
        kinds=("Restaurant", "Grill", "Bistro", "Diner", "Kitchen", "Steakhouse", "Tavern", "Bar & Grill", "Cuisine"),
        goods=("Caesar Salad", "Ribeye Steak", "Grilled Salmon", "House Wine", "Draft Beer", "Iced Tea", "French Fries",
               "Chicken Wings", "Tomato Soup", "Cheesecake", "Club Sandwich", "Spaghetti", "Lemonade", "Coke", "Burger Deluxe",
               "Pad Thai", "Fried Rice", "Miso Soup", "Garlic Bread", "Espresso", "Lunch Special", "Kids Meal", "Side Salad"),
        serves=True,
    ),
    Trade(
        kinds=("Cafe", "Coffee", "Coffee House", "Tea Room", "Espresso Bar", "Bakery", "Patisserie", "Kopitiam"),
        goods=("Cappuccino", "Latte Grande", "Americano", "Croissant", "Blueberry Muffin", "Chai Tea", "Hot Chocolate", "Bagel",
               "Carrot Cake", "Flat White", "Banana Bread", "Cookie", "Teh Tarik", "Kaya Toast", "Sourdough", "Apple Pie"),
        serves=True,
    ),
    Trade(
        kinds=("Market", "Supermarket", "Grocery", "Foods", "Mart", "Minimarket", "Store", "Markt", "Supermercado"),
        goods=("MILK 1L", "BANANAS", "WHITE BREAD", "EGGS LARGE 12", "BUTTER 250G", "TOMATOES", "CHEDDAR", "ORANGE JUICE",
               "RICE 5KG", "CHICKEN BREAST", "YOGURT", "APPLES GALA", "PASTA 500G", "OLIVE OIL", "PAPER TOWEL", "DISH SOAP",
               "VOLLMILCH 3,5%", "BIO JOGHURT", "BROETCHEN", "MINERALWASSER", "PFAND", "HACKFLEISCH", "INSTANT NOODLE", "SUGAR 1KG"),
    ),
    Trade(
        kinds=("Hardware", "Tools", "Trading", "Building Supply", "Home Centre", "Machinery", "Electrical", "Baumarkt"),
        goods=("WOOD SCREW 40MM", "PVC PIPE 1IN", "PAINT BRUSH 2\"", "LED BULB 9W", "CABLE TIE", "DRILL BIT 6MM", "SAND PAPER",
               "HAMMER", "SILICONE CLEAR", "EXTENSION CORD", "PADLOCK", "GLOVES", "TAPE MEASURE", "HINGE 3IN", "WALL PLUG"),
    ),
    Trade(
        kinds=("Pharmacy", "Apotheke", "Health", "Drugstore", "Clinic", "Farmacia"),
        goods=("PARACETAMOL 500MG", "VITAMIN C", "COUGH SYRUP", "BANDAGE", "TOOTHPASTE", "SHAMPOO", "HAND CREAM", "EYE DROPS",
               "CONSULTATION", "FACE MASK 50S", "SUNSCREEN", "MOUTHWASH"),
    ),
    Trade(
        kinds=("Books", "Stationery", "Office Supplies", "Gifts", "Toys", "Electronics", "Computers", "Gift & Deco"),
        goods=("A4 PAPER", "BALL PEN BLUE", "NOTEBOOK A5", "STAPLER", "INK CARTRIDGE", "GIFT WRAP", "USB CABLE", "MOUSE PAD",
               "ADAPTER", "BATTERY AA 4S", "GREETING CARD", "MARKER SET", "FILE FOLDER", "KEYBOARD", "CALENDAR"),
    ),
    Trade(
        kinds=("Fashion", "Boutique", "Shoes", "Outlet", "Sports", "Jewelry", "Salon", "Optical"),
        goods=("T-SHIRT M", "JEANS SLIM 32", "SOCKS 3PK", "SNEAKERS 42", "DRESS RED", "BELT", "HAIRCUT", "SCARF", "CAP",
               "EARRINGS", "SWEATER L", "JACKET", "SUNGLASSES"),
    ),
    Trade(
        kinds=("Petrol", "Fuel Stop", "Service Station", "Auto Parts", "Garage", "Parking", "Car Wash", "Tankstelle"),
        goods=("UNLEADED 95", "DIESEL", "SUPER E10", "ENGINE OIL 1L", "WASH PREMIUM", "PARKING FEE", "WIPER BLADE", "ICE CREAM",
               "ENERGY DRINK", "AIR FRESHENER"),
    ),
    Trade(
        kinds=("Hotel", "Inn", "Suites", "Hostel", "Resort"),
        goods=("ROOM CHARGE", "BREAKFAST", "MINIBAR", "LAUNDRY", "CITY TAX", "LATE CHECKOUT", "ROOM SERVICE"),
    ),
)  # fmt: skip
TRADE_WEIGHTS = (7, 4, 6, 3, 2, 3, 2, 2, 1)


def choose_trade(rng: random.Random) -> Trade:
    return rng.choices(TRADES, weights=TRADE_WEIGHTS)[0]


def made_up_word(rng: random.Random, *, parts: int = 0) -> str:
    """A word that sounds like a surname or a place."""
    return "".join(rng.choice(_SYLLABLES) for _ in range(parts or rng.choice((2, 2, 2, 3)))).title()


def shop_name(trade: Trade, rng: random.Random) -> str:
    """The sign above the door, without a legal form."""
    kind, word = rng.choice(trade.kinds), made_up_word(rng)
    pretty, thing = rng.choice(_PRETTY), rng.choice(_THINGS)
    initials = "".join(rng.choice("ABCDEGHJKLMPRSTVWY") for _ in range(rng.choice((2, 3))))
    return rng.choice(
        (
            f"{word}'s {kind}", f"{pretty} {thing} {kind}", f"{word} {kind}", f"{pretty} {kind}", f"The {pretty} {thing}",
            word, word, f"{thing} & {rng.choice(_THINGS)}", f"{kind} {word}", f"{initials} {kind}", f"{word} {made_up_word(rng)}",
            f"{word} & {made_up_word(rng)}", f"{word} {thing} {kind}", f"{pretty} {word}", f"{word}{rng.choice(('Mart', 'Co', 'land', 'express'))}",
            f"{initials} {word} {kind}", f"{word} {made_up_word(rng)} {kind}", f"{thing} {kind}", f"{rng.randint(2, 99)} {pretty} {kind}",
        )
    )  # fmt: skip


def sentence(rng: random.Random) -> str:
    """A line that is no name though it stands where names stand."""
    year, number = rng.randint(1920, 2015), rng.randint(2, 99)
    return rng.choice(
        (
            "Fresh every day", "Save money. Live well.", f"Since {year}", "Quality you can trust", "Good food, good mood",
            "Your neighborhood store", "We care for you", "Always low prices", "EINFACH GUT EINKAUFEN", "A taste of home",
            "Expect more", "Family owned and operated", "Open 24 hours", "Einkaufen mit Genuss", "Tu tienda de siempre",
            "Tell us about your visit", f"Win {number * 10} dollars", "GET A FREE COFFEE", "See back of receipt for details",
            "Wir lieben Lebensmittel", "Mein Markt", "Frisch und guenstig", "La qualite au meilleur prix", "YOUR ORDER NUMBER IS",
            f"NUMBER {number}", "Please keep this receipt", "How did we do?", "Go to the site below and", "take our survey",
            "Lust auf mehr?", "Laden Sie unsere App", "Food made with care", "Life tastes good", "Buy one get one free",
        )
    )  # fmt: skip


def tagline(trade: Trade, rng: random.Random) -> str:
    """What kind of shop it is, printed under its name as large as the name itself."""
    kind, other = rng.choice(trade.kinds), rng.choice(trade.kinds)
    pretty = rng.choice(
        (*_PRETTY, "Authentic", "Neighborhood", "Italian", "Indian", "Family", "Asian")
    )
    line = rng.choice(
        (kind, f"{kind} & {other}", f"{pretty} {kind}", f"{pretty} {rng.choice(trade.goods)}", "Wholesale", "For less",
         f"{pretty} prices", f"{rng.choice(trade.goods)} & more", "Hair & Beauty", "At its finest", f"The {pretty} {kind}")
    )  # fmt: skip
    return line.upper() if rng.random() < 0.5 else line


def location(rng: random.Random) -> str:
    """Where in a building, an airport or a town the shop is."""
    word = made_up_word(rng)
    return rng.choice(
        (f"{word} Airport", f"Terminal {rng.randint(1, 5)}", f"At the {word} Hotel", f"{word}, {rng.choice(('CA', 'NV', 'FL', 'TX', 'ON'))}",
         f"{word} Mall", f"{word} {made_up_word(rng)}", f"{word} Shopping Centre", f"{word} West", f"Gate {rng.randint(2, 60)}")
    )  # fmt: skip
