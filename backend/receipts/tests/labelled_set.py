"""A small labelled set, invented, with what a reader might have answered."""

import json

from receipts.demo.sample_receipts import DEMO_RECEIPTS, Scene, draw_receipt, encode_jpeg

LABELS = [
    {
        "id": "bakery",
        "order": "dmy",
        "vendor": "Corner Bakery Sdn Bhd",
        "date": "03/04/2018",
        "date_iso": "2018-04-03",
        "total": "RM 12.50",
        "tax": "0.75",
        "subtotal": "11.75",
        "items": [
            {"name": "Rye loaf", "amount": "8.50"},
            {"name": "Butter bun", "amount": "4.00"},
        ],
    },
    {
        "id": "garage",
        "order": "mdy",
        "vendor": "ELM STREET GARAGE",
        "date": "11/02/16",
        "date_iso": "2016-11-02",
        "total": "1,240.00",
        "tax": "40.00",
        "alt": {"total": ["1239.98"], "vendor": ["ELM ST GARAGE"]},
    },
    {
        "id": "bistro",
        "order": "dmy",
        "vendor": "Café Zürich",
        "date": "7 Mrz 2020",
        "total": "18,40",
        "subtotal": "17.20",
        "items": [
            {"name": "Soup of the day", "price": "6.40"},
            {"name": "Coffee", "total": "3.00"},
            {"name": "Coffee", "total": "3.00"},
            {"name": "Bread", "amount": "6.00"},
        ],
    },
    {
        "id": "market",
        "order": "dmy",
        "vendor": "marko",
        "vendor_mode": "contains",
        "date": "02.03.2020",
        "date_iso": "2020-03-02",
        "total": "24.23",
        "complete": True,
    },
    {
        "id": "kiosk",
        "order": "mdy",
        "vendor": "The Harbour Kiosk Ltd (12345-X)",
        "date": "smudged",
        "skip": ["date"],
        "total": "(5.00)",
        "tax": "0.40",
    },
    {
        "id": "cinema",
        "order": "mdy",
        "vendor": "Orpheum Cinema",
        "date": "09/10/2017",
        "date_iso": "2017-09-10",
        "alt": {"date": ["2017-10-09"]},
        "total": "22.00",
        "tax": "2.00",
        "subtotal": "20.00",
        "complete": True,
        "items": [{"name": "Ticket", "amount": "20.00"}],
    },
    {
        "id": "tailor",
        "order": "dmy",
        "vendor": "NEEDLE & THREAD",
        "date": "19/03/2018",
        "date_iso": "2018-03-19",
        "total": "90.00",
    },
]

READINGS = [
    {
        "id": "bakery",
        "reader": "offline (stub)",
        "vendor": "CORNER BAKERY",
        "date": "2018-04-03",
        "total": "12.50",
        "tax": "0.75",
        "subtotal": "11.75",
        "items": [
            {"name": "RYE L0AF", "amount": "8.50"},
            {"name": "Butter bun", "amount": "4.00"},
        ],
        "confidence": {"vendor": 0.7, "date": 0.97, "total": 0.99},
        "secs": 1.0,
        "rss_mb": 300.0,
    },
    {
        "id": "garage",
        "reader": "offline (stub)",
        "vendor": "Elm St. Garage",
        "date": "2016-02-11",
        "total": "1239.98",
        "tax": "4.00",
        "items": [],
        "confidence": {"vendor": 0.9, "date": 0.6, "total": 0.95},
        "secs": 2.0,
        "rss_mb": 310.0,
    },
    {
        "id": "bistro",
        "reader": "offline (stub)",
        "vendor": "CAFE ZURICH",
        "date": "2020-03-07",
        "total": "18.40",
        "tax": "1.20",
        "subtotal": "18.40",
        "items": [
            {"name": "Soup of day", "amount": "6.40"},
            {"name": "Cofee", "amount": "3.00"},
            {"name": "Water", "amount": "6.00"},
        ],
        "confidence": {"vendor": 0.95, "date": 0.98, "total": 0.96},
        "secs": 1.5,
        "rss_mb": 320.0,
    },
    {
        "id": "market",
        "reader": "offline (stub)",
        "vendor": "MARKO Einkaufsmarkt",
        "date": "2020-03-02",
        "total": "24.32",
        "tax": "1.58",
        "confidence": {"vendor": 0.8, "date": 0.9, "total": 0.4},
        "secs": 3.0,
        "rss_mb": 320.5,
    },
    {
        "id": "kiosk",
        "reader": "offline (stub)",
        "vendor": "Harbor Kiosk",
        "date": "2019-01-01",
        "total": "-5.00",
        "tax": None,
        "confidence": {"vendor": 0.5, "date": 0.5, "total": 0.9},
        "secs": 0.5,
        "rss_mb": 320.5,
    },
    {
        "id": "cinema",
        "reader": "offline (stub)",
        "vendor": None,
        "date": "2017-10-09",
        "total": "22.00",
        "tax": "2.00",
        "subtotal": None,
        "items": [
            {"name": "Ticket", "amount": "20.00"},
            {"name": "Popcorn", "amount": "2.00"},
        ],
        "confidence": {"date": 0.7, "total": 0.97},
        "secs": 1.2,
        "rss_mb": 321.0,
    },
    {"id": "tailor", "error": "The picture is too dark. (unreadable)", "rss_mb": 321.0},
]


def write_lines(path, documents):
    path.write_text("".join(f"{json.dumps(one)}\n" for one in documents), encoding="utf-8")
    return path


def write_folder(folder, labels):
    """With a small drawn picture for each label, named after it."""
    (folder / "img").mkdir(parents=True)
    picture = encode_jpeg(draw_receipt(DEMO_RECEIPTS[0][1], Scene(width=320, font_size=12)))
    for label in labels:
        (folder / "img" / f"{label['id']}.jpg").write_bytes(picture)
    write_lines(
        folder / "labels.jsonl", [{**label, "image": f"{label['id']}.jpg"} for label in labels]
    )
    return folder
