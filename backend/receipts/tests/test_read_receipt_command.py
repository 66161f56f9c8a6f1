"""`manage.py read_receipt`: files in, what was read out. No database is allowed here."""

import io
import json
import re
import sys

import pytest
from django.core.management import CommandError, call_command

from receipts.demo.sample_receipts import DEMO_RECEIPTS, draw_receipt, encode_jpeg
from receipts.tests.conftest import picture
from receipts.tests.stub_reader import good_reading, lasting_failure


@pytest.fixture
def lunch(tmp_path):
    path = tmp_path / "lunch.png"
    path.write_bytes(picture())
    return path


def read(*files, **options):
    """What was printed and complained about, and the words with which the command gave up."""
    out, err, gave_up = io.StringIO(), io.StringIO(), ""
    try:
        call_command("read_receipt", *map(str, files), stdout=out, stderr=err, **options)
    except CommandError as error:
        gave_up = str(error)
    return out.getvalue(), err.getvalue(), gave_up


def test_a_file_is_shown_with_its_values_and_how_sure_they_are(lunch):
    out, err, gave_up = read(lunch)

    words = [line.split() for line in out.splitlines()]
    assert words[0] == [str(lunch)]
    assert ["date", "2026-04-03", "0.99"] in [line[:3] for line in words]
    assert ["total", "12.50"] in [line[:2] for line in words]
    assert ["item", "2", "x", "Flat", "white", "7.50"] in words
    assert re.search(r"offline \(stub\), [0-9.]+ s", out)
    assert (err, gave_up) == ("", "")


def test_what_is_doubtful_is_said(lunch, stub_reader):
    stub_reader.answers = [good_reading(total=None)]

    out, _, gave_up = read(lunch)

    assert "! No total could be read. (total_missing)" in out
    assert gave_up == ""


def test_json_is_one_object_a_line(lunch, tmp_path):
    out, _, gave_up = read(lunch, tmp_path / "gone.png", json=True)

    good, bad = map(json.loads, out.splitlines())
    assert (good["file"], good["engine"], good["model"]) == (str(lunch), "offline", "stub")
    assert good["reading"]["total"]["value"] == "12.50"
    assert good["reading"]["purchased_on"]["value"] == "2026-04-03"
    assert bad["error"] == {"code": "file_unreadable", "message": "No such file or directory"}
    assert gave_up == "1 of 2 files could not be read."


def test_a_bad_file_among_good_ones_is_told_and_ends_nothing(lunch, tmp_path):
    text = tmp_path / "notes.png"
    text.write_text("no picture")

    out, err, gave_up = read(text, tmp_path, lunch)

    assert "12.50" in out
    assert err.splitlines() == [
        f"{text}: The file is no picture and no PDF. (not_a_picture)",
        f"{tmp_path}: Is a directory (file_unreadable)",
    ]
    assert gave_up == "2 of 3 files could not be read."


def test_a_receipt_without_vendor_date_and_total_is_unreadable(lunch, stub_reader):
    stub_reader.answers = [good_reading(vendor=None, purchased_on=None, total=None)]

    out, err, gave_up = read(lunch)

    assert out == ""
    assert "(unreadable)" in err
    assert gave_up == "1 of 1 files could not be read."


def test_a_failure_is_exit_code_1(tmp_path):
    with pytest.raises(CommandError) as failure:
        call_command("read_receipt", str(tmp_path / "gone.png"), stderr=io.StringIO())

    assert failure.value.returncode == 1


def test_a_reader_that_refuses_is_told(lunch, stub_reader):
    stub_reader.answers = [lasting_failure()]

    assert read(lunch)[1] == f"{lunch}: The service refused. (refused)\n"


def test_a_crash_is_logged_and_ends_nothing(lunch, stub_reader, caplog):
    stub_reader.answers = [ZeroDivisionError("a bug"), good_reading()]

    out, err, gave_up = read(lunch, lunch)

    assert "12.50" in out
    assert "(internal_error)" in err
    assert "a bug" not in err
    assert "ZeroDivisionError: a bug" in caplog.text
    assert gave_up == "1 of 2 files could not be read."


def test_an_unknown_reader_is_refused(lunch, stub_reader):
    with pytest.raises(CommandError, match="invalid choice: 'crystal ball'"):
        call_command("read_receipt", str(lunch), "--reader", "crystal ball")

    assert stub_reader.seen == []


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_is_shown_on_a_terminal_when_there_are_several(lunch, monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    read(lunch)
    assert sys.stderr.getvalue() == ""

    read(lunch, lunch)
    assert "2/2" in sys.stderr.getvalue()


def test_no_progress_is_written_to_a_file(lunch, monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())

    read(lunch, lunch)

    assert sys.stderr.getvalue() == ""


def test_the_offline_reader_reads_a_drawn_receipt(settings, tmp_path):
    settings.READER_FACTORIES = {"offline": "receipts.processing.readers.offline_reader"}
    name, receipt, scene = DEMO_RECEIPTS[1]
    (tmp_path / name).write_bytes(encode_jpeg(draw_receipt(receipt, scene)))

    out, _, gave_up = read(tmp_path / name, reader="offline", json=True)

    reading = json.loads(out)["reading"]
    main = {key: reading[key]["value"] for key in ("vendor", "purchased_on", "total", "tax")}
    assert main == {
        "vendor": "Bistro Sonnenhof",
        "purchased_on": "2026-11-05",
        "total": "41.90",
        "tax": "2.74",
    }
    assert gave_up == ""
