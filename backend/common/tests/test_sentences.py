"""Sentences in another language: by their English text, alone, in a row, and with values."""

import pytest
from django.utils.translation import override

from common.localization.sentences import translated


@pytest.fixture(autouse=True)
def _german():
    with override("de"):
        yield


def test_a_sentence_is_said_in_the_language_of_who_reads_it():
    assert translated("The file is empty.") == "Die Datei ist leer."


def test_values_are_taken_over():
    said = translated("At most 20 files are accepted at once.")

    assert said == "Höchstens 20 Dateien werden auf einmal angenommen."


def test_a_value_that_is_a_word_of_ours_is_said_too_and_a_persons_is_not():
    unsure = translated("The total was not read with certainty.")
    unknown = translated("There is no category income.")

    assert unsure == "„Gesamtbetrag“ wurde nicht sicher genug gelesen."
    assert unknown == "Eine Kategorie income gibt es nicht."


def test_names_of_a_call_stay_as_they_are():
    said = translated('"totall" is not known here. Did you mean "total"?')

    assert said == "„totall“ ist hier nicht bekannt. Meinten Sie „total“?"


def test_sentences_in_a_row_are_said_one_after_the_other():
    said = translated("The reading service is busy. The receipt is tried again by itself.")

    assert said == "Der Lesedienst ist ausgelastet. Der Beleg wird von selbst erneut gelesen."


def test_what_is_not_known_stays_as_it_is():
    for text in ("Corner Shop", "", " ", "My own words. Two of them.", "x" * 100_000):
        assert translated(text) == text


def test_english_stays_english():
    with override("en"):
        assert translated("The file is empty.") == "The file is empty."
