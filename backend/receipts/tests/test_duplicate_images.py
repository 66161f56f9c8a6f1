"""Image match: how far pictures are apart, of one receipt and of several from one printer."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from PIL import Image, ImageEnhance

from receipts.demo.sample_receipts import DEMO_RECEIPTS, Scene, draw_receipt
from receipts.duplicates.image_match import (
    SAME_IMAGE,
    SIMILAR_IMAGE,
    nearest_images,
    turned_values,
)
from receipts.services.pages.enhancement import enhance
from receipts.services.pages.fingerprint import fingerprint
from receipts.tests.drawing import as_file

DRAWN = [draw_receipt(receipt, scene) for _, receipt, scene in DEMO_RECEIPTS]


def fingerprint_of(picture, **options):
    (page,) = enhance(as_file(picture, "JPEG", **options))
    return fingerprint(page)


def distance(picture, original, **options):
    """In bits, or None for further than anything that counts."""
    later, earlier = fingerprint_of(picture, **options), fingerprint_of(original)
    turns = turned_values(later.upright, later.turned)
    near = nearest_images(turns, [(1, earlier.upright)], limit=1)
    return near[0][0] if near else None


def changed(picture, *, turn=0, scale=1.0, brightness=1.0, cut=0.0):
    width, height = picture.size
    edge = (int(width * cut), int(height * cut))
    picture = picture.crop((*edge, width - edge[0], height - edge[1]))
    picture = ImageEnhance.Brightness(picture).enhance(brightness).rotate(turn, expand=True)
    return picture.resize([int(side * scale) for side in picture.size])


@pytest.mark.parametrize("original", DRAWN, ids=["stationery", "lunch", "hardware"])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("brightness", [0.85, 1.15])
def test_a_turned_halved_and_repacked_photo_is_the_same_picture(original, turn, brightness):
    copy = changed(original, turn=turn, scale=0.5, brightness=brightness)

    assert distance(copy, original, quality=40) <= SAME_IMAGE


@pytest.mark.parametrize("original", DRAWN, ids=["stationery", "lunch", "hardware"])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_one_with_its_edges_cut_off_too_is_still_similar(original, turn):
    copy = changed(original, turn=turn, scale=0.5, brightness=0.85, cut=0.02)

    assert distance(copy, original, quality=40) <= SIMILAR_IMAGE


def test_receipts_of_different_shops_are_far_apart():
    assert [distance(one, two) for one, two in combinations(DRAWN, 2)] == [None] * 3


def test_receipts_of_one_printer_are_as_near_as_copies():
    """So the picture alone cannot tell them apart, and what was read must."""
    receipt = DEMO_RECEIPTS[0][1]
    dearer = tuple(replace(item, unit_price=Decimal("9.99")) for item in receipt.items)
    other = replace(receipt, items=dearer, number="881203")

    assert distance(*(draw_receipt(one, Scene()) for one in (receipt, other))) <= SAME_IMAGE


def test_a_blank_page_resembles_nothing():
    blank = Image.new("RGB", (600, 800), "white")

    assert distance(blank, blank) is None


def test_the_nearest_come_first_and_no_more_than_asked_for():
    others = [(1, "ffffffffffffff00"), (2, "ffffffffffffffff"), (3, "fffffffffffffff0")]

    near = nearest_images(turned_values("f" * 16, ""), [*others, (4, "0" * 16), (5, "")], limit=2)

    assert near == [(0, 2), (4, 3)]
