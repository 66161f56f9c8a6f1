"""What counts as right, empty and wrong. The figures were worked out with another program."""

from datetime import date
from decimal import Decimal

import pytest

from receipts.evaluation.comparable import (
    cents,
    core_name,
    letters_and_digits,
    similarity,
)
from receipts.evaluation.days import day_of
from receipts.evaluation.labels import EvaluationError, load_labels, reading_day
from receipts.evaluation.readings import load_readings, to_line
from receipts.evaluation.scores import add_up, measure_cost, wilson_interval
from receipts.evaluation.verdicts import judge_readings
from receipts.tests.labelled_set import LABELS, READINGS, write_folder, write_lines


@pytest.fixture
def labels(tmp_path):
    return load_labels(write_folder(tmp_path / "set", LABELS))


@pytest.fixture
def readings(tmp_path):
    return load_readings(write_lines(tmp_path / "readings.jsonl", READINGS))


def counts(score):
    return (score.labelled, score.exact, score.right, score.empty, score.wrong, score.spurious)


def test_every_field_of_a_set_is_counted(labels, readings):
    scores = add_up(judge_readings(readings, labels=labels))

    assert {name: counts(score) for name, score in scores.fields.items()} == {
        "vendor": (7, 0, 3, 2, 2, 0),
        "date": (6, 1, 4, 1, 1, 0),
        "total": (7, 3, 5, 1, 1, 0),
        "tax": (4, 2, 2, 1, 1, 1),
        "subtotal": (3, 1, 1, 1, 1, 0),
    }
    vendor = scores.fields["vendor"]
    assert (vendor.same_core, vendor.similar) == (4, 5)
    assert (scores.main.labelled, scores.main.right) == (6, 1)
    assert (scores.main.same_core, scores.main.similar) == (2, 2)


def test_shares_and_intervals_of_a_set(labels, readings):
    scores = add_up(judge_readings(readings, labels=labels))

    shares = {
        name: [round(100 * share, 1) for share in (one.precision, one.recall, one.f1)]
        for name, one in scores.fields.items()
    }
    assert shares == {
        "vendor": [60.0, 42.9, 50.0],
        "date": [80.0, 66.7, 72.7],
        "total": [83.3, 71.4, 76.9],
        "tax": [50.0, 50.0, 50.0],
        "subtotal": [50.0, 33.3, 40.0],
    }
    assert [round(100 * edge, 1) for edge in scores.fields["vendor"].interval] == [15.8, 75.0]
    assert [round(100 * edge, 1) for edge in scores.fields["subtotal"].interval] == [6.1, 79.2]


def test_items_of_a_set(labels, readings):
    items = add_up(judge_readings(readings, labels=labels)).items

    assert (items.receipts, items.counts.labelled, items.counts.read) == (3, 7, 7)
    assert round(100 * items.counts.paired_f1, 1) == 71.4
    assert round(100 * items.counts.amount_f1, 1) == 85.7
    assert items.all_right == 1


def test_seconds_and_memory_of_a_set(readings):
    cost = measure_cost(readings.values())

    assert round(cost.mean, 2) == 1.53
    assert (cost.p50, cost.p95, cost.longest, cost.peak_mb) == (1.5, 3.0, 3.0, 321.0)


def test_no_seconds_are_no_cost():
    assert measure_cost([]) is None


def test_a_label_without_a_reading_is_left_out(labels, readings):
    del readings["tailor"]

    scores = add_up(judge_readings(readings, labels=labels))

    assert counts(scores.fields["vendor"]) == (6, 0, 3, 1, 2, 0)


def test_kept_readings_come_back_as_they_were(tmp_path, readings):
    path = tmp_path / "again.jsonl"
    path.write_text("".join(f"{to_line(one)}\n" for one in readings.values()), encoding="utf-8")

    assert load_readings(path) == readings


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("RM 3.90", "3.90"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("12,5", "12.50"),
        ("1,234", "1234.00"),
        ("1.234.567", "1234567.00"),
        ("1.234.56", "1234.56"),
        ("(5.00)", "-5.00"),
        ("5.00-", "-5.00"),
        (4.5, "4.50"),
        (".35", "0.35"),
        ("$.35", "0.35"),
        ("-,5", "-0.50"),
        ("Rs.35", "35.00"),
    ],
)
def test_an_amount_is_compared_by_its_cents(text, amount):
    assert cents(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "-", "n/a", None, True, float("nan"), float("inf")])
def test_no_amount_is_none_and_never_zero(text):
    assert cents(text) is None


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2018-04-03T10:00", "mdy", date(2018, 4, 3)),
        ("03/04/2018", "dmy", date(2018, 4, 3)),
        ("03/04/2018", "mdy", date(2018, 3, 4)),
        ("13/04/18", "mdy", date(2018, 4, 13)),
        ("Sat 3. Mrz 2018", "dmy", date(2018, 3, 3)),
        ("March 27th, 2018", "dmy", date(2018, 3, 27)),
        ("20180403", "dmy", date(2018, 4, 3)),
        ("03042018", "mdy", date(2018, 4, 3)),
        ("1.2.69", "dmy", date(2069, 2, 1)),
        ("1.2.70", "dmy", date(1970, 2, 1)),
        ("31/02/2018", "dmy", None),
        ("smudged", "dmy", None),
        (None, "dmy", None),
    ],
)
def test_a_date_is_compared_by_its_day(text, order, day):
    assert day_of(text, order=order) == day


@pytest.mark.parametrize(
    ("name", "letters", "core"),
    [
        ("Café Zürich", "CAFEZURICH", "CAFEZURICH"),
        ("Corner Bakery Sdn. Bhd. (123456-X)", "CORNERBAKERYSDNBHD123456X", "CORNERBAKERY"),
        ("The Harbour Co. Ltd", "THEHARBOURCOLTD", "HARBOUR"),
        ("Elm Garage 1234567D", "ELMGARAGE1234567D", "ELMGARAGE"),
        ("Ltd", "LTD", "LTD"),
        ("角屋", "角屋", "角屋"),
    ],
)
def test_a_name_is_compared_by_its_letters_and_its_core(name, letters, core):
    assert letters_and_digits(name) == letters
    assert core_name(name) == core


def test_similarity_is_the_share_that_stays():
    assert similarity("HARBOUR", "HARBOR") == 1 - 1 / 7
    assert similarity("", "") == 1
    assert similarity("", "A") == 0
    assert round(similarity("KITTEN", "SITTING"), 4) == round(1 - 3 / 7, 4)


def test_a_brand_in_a_whole_page_of_text_is_not_a_name(tmp_path):
    folder = write_folder(tmp_path / "set", [{"id": "a", "vendor": "x", "vendor_mode": "contains"}])
    answers = [{"id": "a", "vendor": "x" + "y" * 40}]
    found = load_readings(write_lines(tmp_path / "readings.jsonl", answers))

    [judgement] = judge_readings(found, labels=load_labels(folder))

    assert judgement.verdicts["vendor"].right is False


def test_all_right_of_none_is_certain_of_nothing():
    assert wilson_interval(0, 0) == (0.0, 0.0)
    low, high = wilson_interval(20, 20)
    assert (round(low, 3), high) == (0.839, pytest.approx(1.0))


def test_a_set_is_read_on_the_day_after_its_newest_receipt(labels):
    assert reading_day(labels, today=date(2026, 11, 22)) == date(2020, 3, 8)
    assert reading_day(labels, today=date(2018, 1, 1)) == date(2017, 9, 11)
    assert reading_day([], today=date(2026, 11, 22)) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"id": "a"}\n{', "line 2 is no JSON"),
        ("[1]", 'line 1 is no object with an "id"'),
        ("{}", 'line 1 is no object with an "id"'),
        ('{"id": "a", "order": "ymd"}', "line 1: \"order\" is 'ymd'"),
        ("\n", "holds no labels"),
    ],
)
def test_a_bad_label_file_names_the_line(tmp_path, text, says):
    (tmp_path / "labels.jsonl").write_text(text)

    with pytest.raises(EvaluationError, match=says):
        load_labels(tmp_path)


def test_bad_readings_name_the_line(tmp_path):
    path = write_lines(tmp_path / "readings.jsonl", [{"id": "a", "confidence": 0.5}])

    with pytest.raises(EvaluationError, match='line 1: "confidence" is no object'):
        load_readings(path)
