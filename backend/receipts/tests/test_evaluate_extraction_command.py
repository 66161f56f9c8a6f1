"""`manage.py evaluate_extraction`: a folder in, figures out. No database is allowed here."""

import io
import json
import time
from datetime import date
from threading import Barrier

import pytest
from django.core.management import CommandError, call_command

from receipts.services.extraction import ReadTaxLine
from receipts.tests.labelled_set import LABELS, READINGS, write_folder, write_lines
from receipts.tests.stub_reader import good_reading, lasting_failure, printed
from receipts.tests.test_text_layer import over_a_scan, pdf, write

CAFE = {
    "vendor": "CORNER CAFE",
    "date": "03/04/2026",
    "date_iso": "2026-04-03",
    "total": "12.50",
    "tax": "2.08",
    "order": "dmy",
    "items": [{"name": "Flat white", "amount": "7.50"}, {"name": "Scone", "amount": "5.00"}],
}


@pytest.fixture
def cafes(tmp_path):
    """Three receipts of the shop that the stub reads."""
    return write_folder(tmp_path / "cafes", [{"id": f"cafe{n}", **CAFE} for n in range(3)])


@pytest.fixture
def invented(tmp_path):
    return write_folder(tmp_path / "invented", LABELS)


def evaluate(folder, *options):
    out = io.StringIO()
    call_command("evaluate_extraction", str(folder), *map(str, options), stdout=out)
    return out.getvalue()


def row(text, name):
    """The figures of the first line that begins with the name."""
    [*lines] = [line for line in text.splitlines() if line.startswith(f"{name} ")]
    return lines[0].removeprefix(name).split()


def test_every_picture_is_read_and_counted(cafes, stub_reader):
    stub_reader.answers = [
        good_reading(),
        good_reading(total=printed("21.50"), tax=None),
        good_reading(vendor=None),
    ]

    text = evaluate(cafes)

    assert len(stub_reader.seen) == 3
    assert text.startswith("cafes: 3 receipts, offline (stub)\n")
    assert row(text, "vendor")[:2] == ["3", "66.7"]
    assert row(text, "vendor")[-3:] == ["1", "0", "0"]
    assert row(text, "date")[:2] == ["3", "100.0"]
    assert row(text, "total")[-3:] == ["0", "1", "0"]
    assert row(text, "tax")[-3:] == ["1", "0", "0"]
    assert row(text, "all three")[:2] == ["3", "33.3"]
    assert "every item right on 100.0 % of the receipts" in text
    assert "Seconds for a receipt: mean 0." in text
    assert "Peak memory " in text


def test_a_receipt_that_cannot_be_read_is_empty_and_named(cafes, stub_reader):
    stub_reader.answers = [good_reading(), lasting_failure(), good_reading()]

    text = evaluate(cafes)

    assert row(text, "total")[-3:] == ["1", "0", "0"]
    assert "1 could not be read; all their fields count as empty:" in text
    assert "cafe1: The service refused. (refused)" in text


def test_when_nothing_can_be_read_the_command_fails(cafes, stub_reader):
    stub_reader.answers = [lasting_failure()]

    with pytest.raises(CommandError, match="No receipt could be read"):
        evaluate(cafes)


def test_the_reader_is_told_what_an_account_would_tell_it_and_no_more(cafes, stub_reader):
    evaluate(cafes, "--limit", "1")

    [(pages, context)] = stub_reader.seen
    assert len(pages) == 1
    assert context.today == date(2026, 4, 4)
    assert context.date_order == "dmy"
    assert (context.home_currency, context.country) == (None, None)


def test_the_limit_takes_the_first_pictures(cafes, tmp_path):
    evaluate(cafes, "--limit", "2", "--json", tmp_path / "kept.jsonl")

    kept = (tmp_path / "kept.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in kept] == ["cafe0", "cafe1"]


def test_labels_without_a_picture_are_left_out(cafes, stub_reader):
    with (cafes / "labels.jsonl").open("a") as file:
        file.write(json.dumps({"id": "text only", "image": None, **CAFE}))

    assert evaluate(cafes).startswith("cafes: 3 receipts")
    assert len(stub_reader.seen) == 3


def test_several_are_read_at_a_time_and_kept_in_order(cafes, stub_reader, tmp_path):
    all_at_once = Barrier(3, timeout=10)
    stub_reader.while_reading = all_at_once.wait

    evaluate(cafes, "--jobs", "3", "--json", tmp_path / "kept.jsonl")

    kept = (tmp_path / "kept.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in kept] == ["cafe0", "cafe1", "cafe2"]


def test_every_reading_is_kept_with_values_confidence_and_cost(cafes, tmp_path):
    evaluate(cafes, "--limit", "1", "--json", tmp_path / "kept.jsonl")

    kept = json.loads((tmp_path / "kept.jsonl").read_text())
    assert (kept["id"], kept["reader"]) == ("cafe0", "offline (stub)")
    assert (kept["vendor"], kept["date"], kept["total"]) == ("Corner Cafe", "2026-04-03", "12.50")
    assert (kept["tax"], kept["subtotal"]) == ("2.08", "10.42")
    assert kept["items"] == [
        {"name": "Flat white", "amount": "7.50"},
        {"name": "Scone", "amount": "5.00"},
    ]
    read = {"vendor", "date", "total", "tax", "subtotal", "currency"}
    assert set(kept["confidence"]) == read
    assert set(kept["sureness"]) == read - {"subtotal"} | {"type"}
    assert kept["failed"] == []
    assert 0 < kept["secs"] < 10
    assert 10 < kept["rss_mb"] < 100_000
    assert kept["error"] == ""


def test_documents_that_say_their_text_themselves_are_counted_and_named(cafes, tmp_path):
    (cafes / "img" / "bill.pdf").write_bytes(pdf(write, over_a_scan))
    with (cafes / "labels.jsonl").open("a") as file:
        file.write(json.dumps({"id": "bill", "image": "bill.pdf", **CAFE}))

    text = evaluate(cafes, "--json", tmp_path / "kept.jsonl")

    assert "1 of 5 pages, of 1 documents, say their text themselves:\n  bill: 1 of 2\n" in text
    assert evaluate(cafes, "--from", tmp_path / "kept.jsonl") == text


def first_line_within(path, *, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if text := path.read_text():
            return text.rstrip("\n")
        time.sleep(0.01)
    raise AssertionError("nothing was written")


def test_a_run_that_is_broken_off_keeps_what_it_had(cafes, stub_reader, tmp_path):
    path = tmp_path / "kept.jsonl"

    def stop_once_the_first_is_kept():
        if len(stub_reader.seen) == 2:
            kept_meanwhile.append(first_line_within(path, seconds=10))
            raise KeyboardInterrupt

    kept_meanwhile = []
    stub_reader.while_reading = stop_once_the_first_is_kept

    with pytest.raises(KeyboardInterrupt):
        evaluate(cafes, "--json", path)

    assert json.loads(kept_meanwhile[0])["id"] == "cafe0"
    assert path.read_text().splitlines() == kept_meanwhile


def test_kept_readings_are_measured_without_reading_again(cafes, stub_reader, tmp_path):
    path = tmp_path / "kept.jsonl"
    first = evaluate(cafes, "--json", path)
    stub_reader.reset()

    assert evaluate(cafes, "--from", path) == first
    assert stub_reader.seen == []


def test_two_runs_are_compared_side_by_side(invented, tmp_path):
    before = write_lines(tmp_path / "before.jsonl", READINGS)
    better = {"garage": {"date": "2016-11-02"}, "cinema": {"vendor": "ORPHEUM CINEMA"}}
    worse = {"bistro": {"total": None}}
    now = write_lines(
        tmp_path / "now.jsonl",
        [{**one, **better.get(one["id"], {}), **worse.get(one["id"], {})} for one in READINGS],
    )

    text = evaluate(invented, "--from", now, "--against", before)

    side_by_side = text[text.index("Before: ") :]
    assert row(side_by_side, "vendor") == ["7", "42.9", "57.1", "1", "0", "1.0000"]
    assert row(side_by_side, "vendor by similarity")[-3:] == ["1", "0", "1.0000"]
    assert row(side_by_side, "date") == ["6", "66.7", "83.3", "1", "0", "1.0000"]
    assert row(side_by_side, "total") == ["7", "71.4", "57.1", "0", "1", "1.0000"]
    assert row(side_by_side, "all three") == ["6", "16.7", "33.3", "2", "1", "1.0000"]
    assert "date better: garage" in side_by_side
    assert "total worse: bistro" in side_by_side


def test_confidences_are_measured(invented, tmp_path):
    kept = write_lines(tmp_path / "kept.jsonl", READINGS)

    text = evaluate(invented, "--from", kept)

    approved = text[text.index("By field:") : text.index("How often")]
    # Of totals from 0.9 on all five are right, of seven that are labelled.
    assert row(approved, "total")[:4] == ["7", "0.9000", "71.4", "100.0"]
    assert row(approved, "total")[4:7] == ["0.8500", "71.4", "100.0"]
    assert row(text[text.index("How often") :], "total") == ["0", "-", "0.5", "1", "40.0", "0.0"]


def test_what_would_be_approved_is_measured_by_the_same_decision(tmp_path, stub_reader):
    labels = [
        {"id": "right", **CAFE},
        {"id": "wrong", **CAFE, "total": "12.05", "tax": "2.00"},
        {"id": "blocked", **CAFE},
        {"id": "unsure", **CAFE, "currency": "EUR"},
    ]
    folder = write_folder(tmp_path / "cafes", labels)
    unsure = printed("12.50", confidence=0.5)
    stub_reader.answers = [
        good_reading(),
        good_reading(),
        good_reading(tax_lines=(ReadTaxLine(rate="10", net="10.42", tax="2.08"),)),
        good_reading(vendor=printed("Corner Cafe", confidence=0.6), total=unsure, subtotal=None),
    ]

    text = evaluate(folder, "--country", "GB")

    assert {context.country for _, context in stub_reader.seen} == {"GB"}
    assert row(text, "every receipt") == ["4", "2", "50.0"]
    assert row(text, "labelled main values right") == ["2", "1", "50.0"]
    assert "Approved and not as labelled: wrong (total, tax)." in text
    asked = text[text.index("Why a person is asked") :]
    assert row(asked, "tax_rate_mismatch") == ["0", "1", "0", "1"]
    assert row(asked, "unsure_vendor")[0] == "1"


def test_the_tables_are_written_as_markdown(invented, tmp_path):
    kept = write_lines(tmp_path / "kept.jsonl", READINGS)

    evaluate(invented, "--from", kept, "--against", kept, "--markdown", tmp_path / "table.md")

    text = (tmp_path / "table.md").read_text(encoding="utf-8")
    assert text.count("\n### ") + text.startswith("### ") == 5
    assert "| field | labelled | right % | 95 % interval |" in text
    assert "| vendor | 7 | 42.9 | 15.8 - 75.0 | 0.0 | 57.1 | 71.4 |" in text
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.endswith(" |") for line in tables)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--limit", "0"], "no whole number from 1 on"),
        (["--jobs", "two"], "no whole number from 1 on"),
        (["--json", "/no/such/folder/kept.jsonl"], "There is no folder /no/such/folder"),
        (["--against", "/no/such/file.jsonl"], "cannot be read"),
        (["--json", "kept.jsonl", "--from", "kept.jsonl"], "not allowed with argument"),
    ],
)
def test_a_wrong_option_is_told_before_anything_is_read(cafes, stub_reader, options, says):
    with pytest.raises(CommandError, match=says):
        evaluate(cafes, *options)

    assert stub_reader.seen == []


def test_a_folder_without_labels_is_told(tmp_path):
    with pytest.raises(CommandError, match=r"labels\.jsonl cannot be read"):
        evaluate(tmp_path)


def test_a_missing_picture_is_told_before_anything_is_read(cafes, stub_reader):
    (cafes / "img" / "cafe1.jpg").unlink()

    with pytest.raises(
        CommandError, match=r"1 of 3 pictures are missing, the first is .*cafe1.jpg"
    ):
        evaluate(cafes)

    assert stub_reader.seen == []


def test_readings_of_another_folder_are_told(cafes, tmp_path):
    kept = write_lines(tmp_path / "kept.jsonl", READINGS)

    with pytest.raises(CommandError, match="holds no reading of this folder"):
        evaluate(cafes, "--from", kept)
